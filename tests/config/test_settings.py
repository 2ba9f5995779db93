"""The configuration file."""

import datetime
import os
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from zonelint.config import declared
from zonelint.config.file import MAX_OCTETS, ConfigError, find_config
from zonelint.config.keys import TOP, Key, Table
from zonelint.config.settings import Settings, load, schema
from zonelint.files.overlay import Overlay
from zonelint.files.source import Source
from zonelint.lint.options import Option
from zonelint.lint.rule import Rule
from zonelint.lint.rule_settings import check_rule_names

ALL_KEYS = """\
sources = ["zones/", "named.conf"]
exclude = ["archive/"]
select = ["mail"]
ignore = ["address-without-ptr"]
extend-select = ["ptr-multiple"]
fail-on = "error"
assume = ["external.zone"]
internal = ["Corp.example", "10.in-addr.arpa."]
partial = ["dyn.example.com."]
allow-outside = ["../shared"]
rule-paths = ["lint/"]

[zones]
"Example.com" = "db/ex.db"

[mail]
max-network = 64
mx-hosts-send = false

[[mail.senders]]
address = "192.0.2.1"

[[mail.senders]]
helo = "Mail.Example.com"
address = "2001:DB8:0::1"
domains = ["example.com"]

[[mail.mta-sts]]
domain = "Example.com"
policy = "web/mta-sts.txt"

[named]
chroot = "chroot"
map = { "/var/named" = "zones" }

[severity]
address-without-ptr = "info"

[rules.mail-sender-generic-ptr]
tokens = ["dyn"]

[[ignore-findings]]
rule = "address-without-ptr"
owner = "*.lab.example.com."
path = "zones/lab*"
reason = "no mail there"
until = 2027-01-31
"""


def write(folder: Path, text: str, name: str = ".zonelint.toml") -> str:
    """Write a configuration file and return its path."""
    (folder / name).write_text(text)
    return str(folder / name)


def error_of(folder: Path, text: str) -> str:
    """Return the message that a configuration is refused with, from the line number on."""
    path = write(folder, text)
    with pytest.raises(ConfigError) as caught:
        load(path)
    return str(caught.value).rpartition(".zonelint.toml")[2]


def rule(name: str, theme: str, **options: Option) -> Rule:
    """Make a rule that has metadata, and finds nothing."""
    module = ModuleType(name.replace("-", "_"))
    module.SEVERITY = "error"  # type: ignore[attr-defined]
    module.OPTIONS = options  # type: ignore[attr-defined]
    module.check = iter  # type: ignore[attr-defined]
    return Rule(module, theme)


def test_every_key_is_read(tmp_path: Path) -> None:
    """Names become absolute and lower case, addresses canonical."""
    settings = load(write(tmp_path, ALL_KEYS))

    assert str(tmp_path) == settings.root
    assert (["zones/", "named.conf"], ["archive/"]) == (settings.sources, settings.exclude)
    assert ["mail"] == settings.select
    assert (["address-without-ptr"], ["ptr-multiple"]) == (settings.ignore, settings.extend_select)
    assert ("error", ["external.zone"]) == (settings.fail_on, settings.assume)
    assert ({"corp.example.", "10.in-addr.arpa."}, ["dyn.example.com."]) == (settings.internal.names, settings.partial)
    assert {"Corp.example", "corp.example", "10.in-addr.arpa"} == settings.internal.views
    assert ({"example.com.": "db/ex.db"}, ["../shared"], ["lint/"]) == (
        settings.zones,
        settings.allow_outside,
        settings.rule_paths,
    )
    assert (64, False) == (settings.mail_max_network, settings.mx_hosts_send)
    assert ("chroot", {"/var/named": "zones"}) == (settings.chroot, settings.path_map)
    assert {"address-without-ptr": "info"} == settings.severity
    assert {"mail-sender-generic-ptr": {"tokens": ["dyn"]}} == settings.rules


def test_senders_know_where_they_stand(tmp_path: Path) -> None:
    """A finding about a declared sender is placed at its address."""
    first, second = load(write(tmp_path, ALL_KEYS)).senders

    assert ("192.0.2.1", (), None) == (first.address, first.domains, first.helo)
    assert ("2001:db8::1", ("example.com.",), "mail.example.com.") == (second.address, second.domains, second.helo)
    lines = ALL_KEYS.split("\n")
    assert 'address = "192.0.2.1"' == lines[first.place.line - 1]
    assert 'address = "2001:DB8:0::1"' == lines[second.place.line - 1]


def test_ignored_findings_are_read(tmp_path: Path) -> None:
    """With patterns, the reason, the last day, and the place of the entry."""
    [entry] = load(write(tmp_path, ALL_KEYS)).ignore_findings

    assert ("address-without-ptr", "*.lab.example.com.", "zones/lab*", "no mail there") == (
        entry.rule,
        entry.owner,
        entry.path,
        entry.reason,
    )
    assert datetime.date(2027, 1, 31) == entry.until
    assert 'rule = "address-without-ptr"' == ALL_KEYS.split("\n")[entry.place.line - 1]


def test_pyproject_holds_a_section(tmp_path: Path) -> None:
    """The keys are the same below [tool.zonelint]."""
    section = '[tool.zonelint]\nexclude = ["a"]\n[[tool.zonelint.mail.senders]]\naddress = "192.0.2.9"\n'
    settings = load(write(tmp_path, '[project]\nname = "x"\n' + section, "pyproject.toml"))

    assert (["a"], 6) == (settings.exclude, settings.senders[0].place.line)


def test_defaults_are_those_of_an_empty_file(tmp_path: Path) -> None:
    """An empty file only sets the root."""
    settings = load(write(tmp_path, ""))

    assert ([], "warning", 16, True, []) == (
        settings.select,
        settings.fail_on,
        settings.mail_max_network,
        settings.mx_hosts_send,
        settings.sources,
    )


def type_of(key: Key) -> object:
    """Return the type that the checked value of `key` has in the settings, by what its functions return."""
    if isinstance(key.kind, Table):
        return list[return_type(key.kind.make)] if key.kind.make is not None else list[dict[str, Any]]
    made = return_type(key.kind.check)
    return made if key.unsaid() is not None else made | None


def return_type(function: Callable[..., object]) -> Any:
    """Return the type that `function` says it returns."""
    names = {"Any": Any, "PlaceOf": object, **vars(declared)}
    return get_type_hints(function, localns=names)["return"]


def without_items(hint: object) -> object:
    """Return `hint`, or plain ``dict`` for a dictionary: one check serves several keys, and leaves its values open."""
    return dict if get_origin(hint) is dict else hint


def test_types_of_settings_are_those_of_the_keys() -> None:
    """What mypy is told of each attribute is what the table of keys puts there."""
    hints = get_type_hints(Settings, localns={"Any": Any})
    of_keys = {key.attribute: without_items(type_of(key)) for key in TOP.leaves()}
    besides = {
        "root": str | None,
        "path": str | None,
        "files": Source,
        "warnings": list[str],
        "said": dict,
        "named_baseline": str | None,
    }

    assert of_keys | besides == {name: without_items(hint) for name, hint in hints.items()}


@pytest.mark.parametrize("key", list(TOP.leaves()), ids=lambda key: key.attribute)
def test_default_has_the_type_of_the_key(key: Key) -> None:
    """What a key is where the file does not say it is of the type that it has where the file does."""
    hint = get_type_hints(Settings, localns={"Any": Any})[key.attribute]
    kinds = tuple(get_origin(each) or each for each in (get_args(hint) if isinstance(hint, UnionType) else [hint]))

    assert isinstance(getattr(Settings(), key.attribute), kinds)


def test_settings_share_no_defaults() -> None:
    """Whoever adds to a list of one does not add to that of the next."""
    Settings().assume.append("external.zone")

    assert [] == Settings().assume


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('sorces = ["a"]', ":1: sorces: there is no such key; did you mean sources?"),
        ("\n[mail]\nmax-netwrk = 1", ":3: mail.max-netwrk: there is no such key; did you mean max-network?"),
        ('sources = "zones"', ":1: sources: must be a list of strings"),
        ("sources = [1]", ":1: sources: must be a list of strings: must be a string"),
        ('sources = ["\\u0000"]', ":1: sources: must be a list of strings: must be a string without NUL"),
        ('fail-on = "fatal"', ":1: fail-on: must be one of error, warning, info, never"),
        ("mail = 3", ":1: mail: must be a table"),
        ("[mail]\nmx-hosts-send = 1", ":2: mail.mx-hosts-send: must be true or false"),
        ("[mail]\nmax-network = true", ":2: mail.max-network: must be a number from 0 to 65536"),
        ("[mail]\nmax-network = -1", ":2: mail.max-network: must be a number from 0 to 65536"),
        ('[[mail.senders]]\naddress = "1.2.3"', ":2: mail.senders.address: '1.2.3' is not an IP address"),
        ('[[mail.senders]]\nhelo = "a."', ":1: mail.senders: the key `address` is missing"),
        ("[mail]\nsenders = [1]", ":2: mail.senders: must be tables: [[mail.senders]]"),
        ('partial = ["a..b"]', ":1: partial: 'a..b' is not a domain name: empty label"),
        ('[zones]\n"example.org" = "o"\n"example.com" = 1', ":3: zones.example.com: must be a string"),
        ('[zones]\n"a..b" = "o"', ":2: zones.a..b: 'a..b' is not a domain name: empty label"),
        ("[zones]\nexample.com = 'o'", ":2: zones.example: must be a string"),
        ('[severity]\nx = "fatal"', ":2: severity.x: must be one of error, warning, info"),
        ('[named]\nmap = { "/etc" = 1 }', ":2: named.map./etc: must be a string"),
        ('[named.map]\n"/etc" = 1', ":2: named.map./etc: must be a string"),
        ("[rules]\nx = 1", ":2: rules.x: must be a table of options"),
        (f"b = 1\n{'a.' * 51}a = 1", ":2: a key of more than 50 parts"),
        ('[[ignore-findings]]\nrule = "x"', ":1: ignore-findings: the key `reason` is missing"),
        (
            '[[ignore-findings]]\nrule = "x"\nreason = "y"\nuntil = "soon"',
            ":4: ignore-findings.until: must be a date such as 2027-01-31",
        ),
        ("a = [\n", ":1: Invalid value (at end of document)"),
        ("a = 1\nb = ]", ":2: Invalid value"),
        (f"a = {'[' * 5000}", ": maximum recursion depth exceeded"),
    ],
)
def test_mistakes_are_named_in_one_line(tmp_path: Path, text: str, message: str) -> None:
    """With file, line and key."""
    assert message == error_of(tmp_path, text)


def test_number_that_python_does_not_convert_is_an_error(tmp_path: Path) -> None:
    """It is of thousands of digits; tomllib lets through what int() says of it."""
    assert error_of(tmp_path, f"a = {'9' * 5000}").startswith(": Exceeds the limit")


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """It is no traceback either."""
    with pytest.raises(ConfigError, match="cannot be read: No such file"):
        load(str(tmp_path / "none.toml"))


def test_the_nearest_file_is_found(tmp_path: Path) -> None:
    """Upwards from the path; a pyproject.toml counts only with its section."""
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    outer = write(tmp_path, "", "zonelint.toml")
    write(inner, "[tool.other]\nzonelint = 1\n", "pyproject.toml")

    assert outer == find_config(str(inner))
    nearer = write(inner.parent, "[tool.zonelint.mail]\nmax-network = 1\n", "pyproject.toml")
    assert nearer == find_config(str(inner / "db.example.com"))


@pytest.mark.parametrize(
    ("first", "second"),
    [("zonelint.toml", ".zonelint.toml"), ("zonelint.toml", "pyproject.toml"), (".zonelint.toml", "pyproject.toml")],
)
def test_two_configurations_in_one_folder_are_an_error(tmp_path: Path, first: str, second: str) -> None:
    """Neither is passed over in silence; a pyproject.toml that does not speak of zonelint is none."""
    texts = {"pyproject.toml": "[tool.zonelint]\n"}
    write(tmp_path, "", first)
    write(tmp_path, texts.get(second, ""), second)

    with pytest.raises(ConfigError, match=f"{first} and {second} are both configurations: keep one of them"):
        find_config(str(tmp_path))
    write(tmp_path, "[tool.other]\n", "pyproject.toml")
    if second == "pyproject.toml":
        assert find_config(str(tmp_path)) == str(tmp_path / first)


def test_too_large_a_file_is_an_error(tmp_path: Path) -> None:
    """It is not read to its end; the message has its size."""
    path = write(tmp_path, "#" * (MAX_OCTETS + 2))

    with pytest.raises(
        ConfigError, match=r"zonelint\.toml: 1048578 octets are too many for a configuration: 1048576 do"
    ):
        load(path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[tool]\nzonelint = 1", ":2: tool.zonelint is not a table"),
        ("tool = 1\n[tool.zonelint]", ":2: Cannot overwrite a value"),
        ("[tool.zonelint\nfail-on = 1", ":1: Expected ']' at the end of a table declaration"),
        ("[tool.zonelint]\nfail-on =", ":2: Invalid value"),
        ("[tool]\nzonelint = {", ":2: Invalid initial character for a key part"),
        ("a = ]\n[tool.zonelint]", ":1: Invalid value"),
    ],
)
def test_pyproject_that_speaks_of_zonelint_badly_is_an_error(tmp_path: Path, text: str, message: str) -> None:
    """It is not passed over as if there were no configuration."""
    path = write(tmp_path, text, "pyproject.toml")
    assert path == find_config(str(tmp_path))

    with pytest.raises(ConfigError) as caught:
        load(path)
    assert str(caught.value).rpartition("pyproject.toml")[2].startswith(message)


@pytest.mark.parametrize(
    "text", ["a = ]", 'a = ]\ndev = ["zonelint"]', "[tool.zonelint-x]\na = ]", "[tool.poetry]\nzonelint = 1\n["]
)
def test_pyproject_that_is_of_others_is_passed_over(tmp_path: Path, text: str) -> None:
    """What is wrong with it is no business of zonelint."""
    write(tmp_path, text, "pyproject.toml")

    assert find_config(str(tmp_path)) != str(tmp_path / "pyproject.toml")


def test_rules_themes_and_options_are_checked(tmp_path: Path) -> None:
    """Names that are known pass, and an option's value that it allows."""
    text = 'select = ["ALL", "mail", "r-one"]\n[rules.r-one]\nmax = 3\nnames = ["a"]\n'
    settings = load(write(tmp_path, text))

    check_rule_names(settings, {"r-one": rule("r-one", "mail", max=Option(1, "so many"), names=Option([], "which"))})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('ignore = ["r-on"]', ":1: ignore: there is no rule or theme 'r-on'; did you mean r-one?"),
        ('[severity]\nr-won = "info"', ":2: severity.r-won: there is no such rule; did you mean r-one?"),
        ("[rules.nothing]\na = 1", ":1: rules.nothing: there is no such rule"),
        ("[rules.r-one]\nmix = 1", ":2: rules.r-one.mix: the rule has no such option; did you mean max?"),
        ("[rules.r-one]\nmax = true", ":2: rules.r-one.max: must be a number"),
        ("[rules.r-one]\n\nleast = 0", ":3: rules.r-one.least: must be a number of at least 1"),
        ('[rules.r-one]\nmax = "3"', ":2: rules.r-one.max: must be a number"),
    ],
)
def test_unknown_rules_and_options_are_errors(tmp_path: Path, text: str, message: str) -> None:
    """Each with its line and, where something is near, a suggestion."""
    settings = load(write(tmp_path, text))

    with pytest.raises(ConfigError) as caught:
        check_rule_names(
            settings,
            {"r-one": rule("r-one", "mail", max=Option(1, "so many"), least=Option(1, "at least so many", least=1))},
        )
    assert message == str(caught.value).rpartition(".zonelint.toml")[2]


def test_the_line_of_an_error_is_that_of_the_file_that_was_read(tmp_path: Path) -> None:
    """It may be one of a revision, or unsaved text: what lies on the disk has other lines."""
    path = write(tmp_path, "[severity]\n")
    files = Overlay({os.path.realpath(path): b'\n\n[severity]\nr-won = "info"\n'})
    settings = load(path, files=files)

    with pytest.raises(ConfigError, match=r":4: severity\.r-won: there is no such rule"):
        check_rule_names(settings, {})


def test_the_schema_accepts_what_is_accepted() -> None:
    """The schema comes from the same table; it is a valid one and refuses unknown keys."""
    import tomllib

    jsonschema = pytest.importorskip("jsonschema")
    values = tomllib.loads(ALL_KEYS)
    values["ignore-findings"][0]["until"] = "2027-01-31"
    validator = jsonschema.Draft202012Validator(schema())

    jsonschema.Draft202012Validator.check_schema(schema())
    assert [] == list(validator.iter_errors(values))
    assert 1 == len(list(validator.iter_errors({"sorces": []})))
    assert 1 == len(list(validator.iter_errors({"mail": {"senders": [{"helo": "a"}]}})))


# -- extend ------------------------------------------------------------------------------------------------------------


BASE = """\
exclude = ["a"]
fail-on = "error"
[severity]
r-one = "info"
r-two = "info"
[rules.r-one]
max = 1
least = 1
[mail]
max-network = 20
[[mail.senders]]
address = "4.3.2.1"
[[ignore-findings]]
rule = "r-one"
reason = "base"
"""
OWN = """\
extend = "conf/base.toml"
exclude = ["b"]
[severity]
r-one = "error"
[rules.r-one]
max = 2
[mail]
mx-hosts-send = false
[[mail.senders]]
address = "4.3.2.2"
[[ignore-findings]]
rule = "r-one"
reason = "own"
"""


def extending(folder: Path, own: str, **bases: str) -> Settings:
    """Load `own` beside the `bases`, which lie in the folder conf."""
    (folder / "conf").mkdir(exist_ok=True)
    for name, text in bases.items():
        write(folder / "conf", text, f"{name}.toml")
    return load(write(folder, own))


def test_own_keys_hold_over_those_of_the_extended_file(tmp_path: Path) -> None:
    """Keys of tables one by one, tables of lists one behind the other, all else as a whole; the root is the own one."""
    settings = extending(tmp_path, OWN, base=BASE)

    assert (["b"], "error", str(tmp_path)) == (settings.exclude, settings.fail_on, settings.root)
    assert {"r-one": "error", "r-two": "info"} == settings.severity
    assert {"r-one": {"max": 2, "least": 1}} == settings.rules
    assert (20, False) == (settings.mail_max_network, settings.mx_hosts_send)
    assert ["4.3.2.1", "4.3.2.2"] == [each.address for each in settings.senders]
    assert ["base", "own"] == [each.reason for each in settings.ignore_findings]
    assert [14, 12] == [each.place.line for each in settings.ignore_findings]


def test_each_key_is_said_where_it_stands(tmp_path: Path) -> None:
    """File and line of each, in whichever file it is; errors that are found later name that place."""
    settings = extending(tmp_path, OWN, base=BASE)
    said = {key: each.at.rpartition("/")[2] for key, each in settings.said.items()}

    assert ".zonelint.toml:4" == said["severity", "r-one"]
    assert "base.toml:5" == said["severity", "r-two"]
    assert ("base.toml:11", ".zonelint.toml:9") == (said["mail", "senders", 0], said["mail", "senders", 1])
    with pytest.raises(ConfigError, match=r"base\.toml:5: severity\.r-two: there is no such rule"):
        check_rule_names(settings, {"r-one": rule("r-one", "mail", max=Option(1, "x"), least=Option(1, "x"))})


def test_extended_file_may_extend_another(tmp_path: Path) -> None:
    """Relative to its own folder, and the nearest one holds."""
    settings = extending(
        tmp_path, 'extend = "conf/a.toml"', a='extend = "b.toml"\nexclude = ["a"]', b='exclude = ["b"]\nignore = ["x"]'
    )

    assert (["a"], ["x"]) == (settings.exclude, settings.ignore)


@pytest.mark.parametrize(
    ("own", "bases", "message"),
    [
        (
            'extend = "../x.toml"',
            {},
            ".zonelint.toml:1: extend: ../x.toml is not below the folder of the",
        ),
        ('\nextend = "/etc/passwd"', {}, ".zonelint.toml:2: extend: /etc/passwd is not below the folder of the"),
        ('extend = "conf/a.toml"', {}, "conf/a.toml: cannot be read: No such file or directory"),
        ('extend = ".zonelint.toml"', {}, ".zonelint.toml:1: extend: .zonelint.toml extends this file"),
        (
            'extend = "conf/a.toml"',
            {"a": 'extend = "b.toml"', "b": 'extend = "a.toml"'},
            "conf/b.toml:1: extend: a.toml",
        ),
        ('extend = "conf/a.toml"', {"a": "slect = []"}, "conf/a.toml:1: slect: there is no such key"),
        ('extend = "conf/a.toml"', {"a": "x = ["}, "conf/a.toml:1: "),
        ("extend = 1", {}, ".zonelint.toml:1: extend: must be a string"),
    ],
)
def test_file_that_cannot_be_extended_is_an_error(
    own: str, bases: dict[str, str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It names the file that says so."""
    monkeypatch.chdir(tmp_path)

    with pytest.raises(ConfigError) as caught:
        extending(tmp_path, own, **bases)
    assert str(caught.value).startswith(message)


def test_what_is_extended_is_no_link_out(tmp_path: Path) -> None:
    """Nothing outside is read."""
    write(tmp_path, 'ignore = ["secret"]', "outside.toml")
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "base.toml").symlink_to("../outside.toml")

    with pytest.raises(ConfigError, match=r"base\.toml is not below the folder of the configuration"):
        extending(inner, 'extend = "base.toml"')


def test_what_is_extended_is_trusted_no_more(tmp_path: Path) -> None:
    """Folders outside that it allows do not count, unless the user named the configuration."""
    (tmp_path / "conf").mkdir()
    write(tmp_path / "conf", 'allow-outside = ["/etc"]', "a.toml")
    path = write(tmp_path, 'extend = "conf/a.toml"')

    assert [] == load(path, trusted=False).allow_outside
    assert ["/etc"] == load(path).allow_outside


def test_chain_of_files_has_an_end(tmp_path: Path) -> None:
    """Each is read, so a stranger's may not be as many as there is room for."""
    bases = {f"a{number}": f'extend = "a{number + 1}.toml"' for number in range(30)}

    with pytest.raises(ConfigError, match="over 10 files that extend each other"):
        extending(tmp_path, 'extend = "conf/a0.toml"', **bases)
