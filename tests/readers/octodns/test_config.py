"""Configurations of octoDNS: which zones they name, where the files are, what octoDNS refuses of them."""

from pathlib import Path

import pytest
from octodns_sets import PROVIDER, config, found, load, problems, rdata, write

from zonelint.config.settings import Settings
from zonelint.discovery.search import NothingToLint, discover

pytestmark = pytest.mark.usefixtures("folder")

A = "a: {type: A, value: 192.0.2.1}\n"
NS = "'': {type: NS, value: ns.example.net.}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)


def zones(files: dict[str, str]) -> list[str]:
    """Return origin and first file of each zone that is read."""
    return [f"{zone.origin} {zone.path}" for zone in found(files)[0].zones]


def why(files: dict[str, str]) -> dict[str, str]:
    """Return why files are passed over."""
    return dict(found(files)[0].ignored)


def test_zone_knows_its_configuration() -> None:
    """A zone is of the format octodns, and its origin is known from the line of the configuration."""
    zone = found({"config.yaml": config(), "zones/example.com.yaml": A})[0].zones[0]

    assert ("octodns", "config.yaml:5", "config.yaml") == (zone.format, zone.origin_from, zone.index)
    assert zone.place is not None
    assert 5 == zone.place.line


FOLDERS = [
    ("zones", "zones/example.com.yaml"),
    ("./zones", "dns/zones/example.com.yaml"),
    ("zones", "dns/config/zones/example.com.yaml"),
]


@pytest.mark.parametrize(("directory", "file"), FOLDERS)
def test_relative_directory(directory: str, file: str) -> None:
    """A relative directory is below the current folder, the configuration's, or one above that, whichever has files."""
    text = config().replace("directory: zones", f"directory: {directory}")

    assert [f"example.com. {file}"] == zones({"dns/config/production.yaml": text, file: A})


def test_folder_without_files_for_any_zone_is_not_meant() -> None:
    """Of several folders that the directory may be, the one with the zones' files is."""
    text = config().replace("directory: zones", "directory: ./")

    assert ["example.com. dns/example.com.yaml"] == zones(
        {"dns/config/production.yaml": text, "dns/example.com.yaml": A}
    )


def test_directory_elsewhere_makes_zones_declared() -> None:
    """Where the folder is not in the repository, the zones exist and nobody knows what is in them."""
    for directory in ("/octodns/config", "env/ZONES", "nowhere"):
        discovery = found({"config.yaml": config().replace("directory: zones", f"directory: {directory}")})[0]

        assert ["example.com."] == [declared.origin for declared in discovery.declared]
        assert [] == discovery.problems


def test_default_of_a_variable() -> None:
    """The default of a variable of the environment counts, the variable itself is never read."""
    text = config().replace("directory: zones", "directory: env/HOME/./zones")

    assert ["example.com. zones/example.com.yaml"] == zones({"config.yaml": text, "zones/example.com.yaml": A})


def test_split_folder_zone_file_and_shared_file() -> None:
    """A zone is made of the files of its folder, its zone file and the shared one, in the order of their paths."""
    files = {
        "config.yaml": config("enforce_order: false, split_extension: ., shared_filename: shared.yaml"),
        "zones/example.com./www.yaml": "www: {type: A, value: 192.0.2.2}\n",
        "zones/example.com./.hidden.yaml": "h: {type: A, value: 192.0.2.3}\n",
        "zones/example.com./notes.txt": "a: {type: A, value: 192.0.2.9}\n",
        "zones/example.com.yaml": A,
        "zones/shared.yaml": "mail: {type: A, value: 192.0.2.4}\n",
    }

    assert ["192.0.2.3", "192.0.2.2", "192.0.2.1", "192.0.2.4"] == rdata(load(files).zones[0], "A")


def test_split_provider() -> None:
    """SplitYamlProvider reads folders alone, with an extension of its own."""
    text = config("extension: .tst").replace("YamlProvider", "SplitYamlProvider")
    files = {"config.yaml": text, "zones/example.com.tst/a.yaml": A, "zones/example.com.yaml": "b: {}\n"}

    assert ["example.com. zones/example.com.tst/a.yaml"] == zones(files)


def test_named_file() -> None:
    """A provider of a third party reads one file for all zones."""
    more = "  mail: {class: octodns_namedfileyaml.NamedFileYamlProvider, directory: shared, filename: mail}"
    text = config(more=more).replace("sources: [config]", "sources: [config, mail]")
    zone_set = load({
        "config.yaml": text, "zones/example.com.yaml": A, "shared/mail.yaml": "mail: {type: A, value: 192.0.2.7}\n",
    })  # fmt: skip

    assert ["192.0.2.1", "192.0.2.7"] == rdata(zone_set.zones[0], "A")


def test_classless_zone_lies_in_a_folder() -> None:
    """The slash of an RFC 2317 zone is one in the path."""
    text = config(zone="0/25.2.0.192.in-addr.arpa.")

    assert ["0/25.2.0.192.in-addr.arpa. zones/0/25.2.0.192.in-addr.arpa.yaml"] == zones(
        {"config.yaml": text, "zones/0/25.2.0.192.in-addr.arpa.yaml": NS}
    )


@pytest.mark.parametrize("file", ["déjà.vu.yaml", "xn--dj-kia8a.vu.yaml"])
def test_internationalised_zone(file: str) -> None:
    """The file of an internationalised zone may have either name."""
    assert [f"xn--dj-kia8a.vu. zones/{file}"] == zones({"config.yaml": config(zone="déjà.vu."), f"zones/{file}": NS})


def test_both_names_of_an_internationalised_zone() -> None:
    """Files under both names are refused."""
    files = {"config.yaml": config(zone="déjà.vu."), "zones/déjà.vu.yaml": NS, "zones/xn--dj-kia8a.vu.yaml": NS}

    assert [
        '5:3 octodns-config-error Both UTF-8 "déjà.vu.yaml" and IDNA "xn--dj-kia8a.vu.yaml" exist for déjà.vu.'
    ] == (problems(found(files)[0].problems))


DYNAMIC = [
    ("'*': {sources: [config], targets: [config]}", ["example.com.", "example.net.", "two.example."]),
    ("'*com': {glob: '*.com.', sources: [config], targets: [config]}", ["example.com."]),
    ("'*x': {regex: '^ex.*net', sources: [config], targets: [config]}", ["example.net."]),
    ("'*x': {regex: '(a+)+$', sources: [config], targets: [config]}", []),
]


@pytest.mark.parametrize(("entry", "expected"), DYNAMIC)
def test_dynamic_zones(entry: str, expected: list[str]) -> None:
    """An entry with `*` stands for the zones that the sources have files for, as a glob or an expression chooses."""
    text = config("enforce_order: false, split_extension: .").replace(
        "example.com.: {sources: [config], targets: [config]}", entry
    )
    names = ("example.com.yaml", "example.net.yaml", "two.example./x.yaml", "shared.yaml")
    discovery = found({"config.yaml": text, **{f"zones/{name}": A for name in names}})[0]

    assert expected == [zone.origin for zone in discovery.zones if zone.index == "config.yaml"]


def test_expression_that_could_hang_is_refused() -> None:
    """An expression that takes exponential time is not used."""
    text = config().replace("example.com.: {", "'*': {regex: '(a+)+$', ")

    assert ["limit-exceeded"] == [noted.rule for noted in found({"config.yaml": text, "zones/a.b.yaml": A})[0].problems]


def test_alias_zone_has_the_records_of_another() -> None:
    """A copy of another zone has its records under its own name, and none of its problems."""
    text = config(zones="  example.net.: {alias: example.com.}")
    zone_set = load({"config.yaml": text, "zones/example.com.yaml": A + "b: {type: CNAME, value: x.y}\n"})

    assert ["a.example.com.", "a.example.net."] == [
        record.owner for zone in zone_set.zones for record in zone.records("A")
    ]
    assert ["relative-target"] == [noted.rule for noted in zone_set.problems]


def test_opaque_source_makes_a_zone_incomplete() -> None:
    """What a source brings that cannot be read is unknown, not missing."""
    text = config(more="  other: {class: octodns_x.Source}").replace("sources: [config]", "sources: [config, other]")
    zone = load({"config.yaml": text, "zones/example.com.yaml": A}).zones[0]

    assert ["its source other (octodns_x.Source) is not read"] == zone.incomplete_because


def test_variable_makes_a_text() -> None:
    """A TXT record made of a variable exists with unknown data."""
    more = "  v: {class: octodns.source.envvar.EnvVarSource, variable: USER, name: deployer}"
    text = config(more=more).replace("sources: [config]", "sources: [config, v]")
    zone = load({"config.yaml": text, "zones/example.com.yaml": A}).zones[0]

    assert {"TXT"} == zone.unresolved["deployer.example.com."]
    assert zone.complete


PROCESSORS = [
    ("octodns.processor.spf.SpfDnsLookupProcessor", "", []),
    ("octodns_x.Flattener", "", ["what the processor p (octodns_x.Flattener) does to it is not known"]),
    ("octodns.processor.filter.NameRejectlistFilter", ", rejectlist: [x]", []),
]


@pytest.mark.parametrize(("name", "options", "expected"), PROCESSORS)
def test_processors(name: str, options: str, expected: list[str]) -> None:
    """A processor of which nobody knows what it does makes a zone incomplete; one of octoDNS's own mostly does not."""
    text = config(more=f"processors:\n  p: {{class: {name}{options}}}", extra=", processors: [p]")
    zone = load({"config.yaml": text, "zones/example.com.yaml": A}).zones[0]

    assert expected == zone.incomplete_because


def test_a_configuration_without_any_target_is_for_validation() -> None:
    """Every provider is a source, so there is nothing to write to: `octodns-validate` accepts that."""
    found = load({"config.yaml": config().replace(", targets: [config]", ""), "zones/example.com.yaml": A})
    assert [] == found.problems


@pytest.mark.parametrize(
    ("extra", "more", "causes"),
    [
        (", processors: [x, y]", "", 1),
        (", processors: [x, y]", "processors:\n  z: {class: a.B}", 2),
        (", processors: [x, y], sources: [u, v]", "", 3),
    ],
)
def test_ids_of_a_block_that_is_missing_are_one_slip(extra: str, more: str, causes: int) -> None:
    """No processor is known at all; where one is, and of sources, each unknown one is a slip of its own."""
    text = config(more=more, extra=extra).replace(
        "sources: [config], ", "" if "sources" in extra else "sources: [config], "
    )
    problems = load({"config.yaml": text, "zones/example.com.yaml": A}).problems

    assert causes == len({problem.cause or problem.message for problem in problems})


REFUSED = [
    (config(zone="example.com"), "5:3", "Invalid zone name example.com, missing ending dot"),
    (config(zone="a..example.com."), "5:3", "Invalid zone name a..example.com., double dot not allowed"),
    (config(zones="  x.:"), "6:3", "Unknown zone name x."),
    (config().replace("sources: [config], ", ""), "5:3", "Zone example.com. is missing sources"),
    (
        config(more="  z: {class: octodns_x.Provider}").replace(", targets: [config]", ""),
        "5:3",
        "Zone example.com. is missing targets",
    ),
    (config().replace("sources: [config]", "sources: [config, x]"), "5:3", "Zone example.com., unknown source: x"),
    (config().replace("targets: [config]", "targets: [x]"), "5:3", "Zone example.com., unknown target: x"),
    (config(extra=", processors: [x]"), "5:3", "Zone example.com., unknown processor: x"),
    (config(more="  z: {directory: x}"), "3:3", "Provider z is missing class"),
    (config(more="  z: {class: Foo}"), "3:3", "Unknown provider class: Foo"),
    (config(more="  z: {class: a b.Foo}"), "3:3", "Unknown provider class: a b.Foo"),
    (config(more="  z: {class: my_zones.Foo-Bar}"), "3:3", "Unknown provider class: my_zones.Foo-Bar"),
    (
        config(more=f"  z: {{class: {PROVIDER}, directory: x, string_zones: 1}}"),
        "3:3",
        "Incorrect provider config for z",
    ),
    (config(more=f"  z: {{class: {PROVIDER}}}"), "3:3", "Incorrect provider config for z"),
    (config("order_mode: x"), "2:3", 'Invalid order_mode, "x"'),
    (config(zones="  b.: {alias: nope.}"), "6:3", "Invalid alias zone b.: source zone nope. does not exist"),
    (
        config(zones="  b.: {alias: example.com.}\n  c.: {alias: b.}"),
        "7:3",
        "Invalid alias zone c.: source zone b. is an alias zone",
    ),
    (
        config(more="manager:\n  validators: {enabled: strict}"),
        "4:3",
        "manager.validators.enabled must be a list of set names, not a string; use ['strict'] to enable a single set",
    ),
    (
        config(zone="déjà.vu.", zones="  xn--dj-kia8a.vu.: {sources: [config], targets: [config]}"),
        "6:3",
        '"déjà.vu." configured both in utf-8 and idna "xn--dj-kia8a.vu."',
    ),
    (config("shared_filename: x.yaml"), "5:3", "No such file or directory: 'x.yaml'"),
]


def test_a_test_names_targets_that_it_does_not_define() -> None:
    """`octodns-validate` does not look for them, and nothing else is done with a test."""
    text = config().replace("targets: [config]", "targets: [cloudflare]")
    noted = [[each.message for each in found({name: text})[0].problems] for name in ("test.yaml", "production.yaml")]

    assert [[], ["Zone example.com., unknown target: cloudflare"]] == noted


def test_a_folder_of_python_modules_may_have_a_hyphen() -> None:
    """They are imported by text."""
    files = {"config.yaml": config(more="  z: {class: my-providers.zonefile.ZoneFile}")}

    assert [] == [each.message for each in found(files)[0].problems if "class" in each.message]


UNKNOWN = [
    ("sources: [config, x]", "", 1),
    ("sources: [config, x, y]", "", 2),
    ("targets: [x]", "", 1),
    ("processors: [x, y]", "processors:\n  z: {class: octodns.processor.filter.ZoneNameFilter}\n", 2),
    ("processors: [x, y]", "", 1),
]


@pytest.mark.parametrize(("options", "more", "causes"), UNKNOWN)
def test_what_is_not_defined_is_one_cause_in_all_zones(options: str, more: str, causes: int) -> None:
    """A provider or processor that is not there is one cause, however many zones name it.

    So are all processors where none is defined: the section itself is missing.
    """
    other = "targets: [config]" if "sources" in options else "sources: [config]"
    zones = "".join(f"  {name}.example.: {{{other}, {options}}}\n" for name in "abc")

    noted = [each for each in found({"config.yaml": more + config(zones=zones)})[0].problems if "unkn" in each.message]
    assert {0} == {len(noted) % 3}
    assert causes == len({each.cause for each in noted}) > 0
    assert all(each.cause for each in noted)


def test_processors_below_a_provider_are_one_slip() -> None:
    """Processors that stand below a provider in place of the top are one cause with all that names them."""
    text = config("processors: {x: {class: octodns.processor.filter.ZoneNameFilter}}", extra=", processors: [x]")

    noted = [each for each in found({"config.yaml": text})[0].problems if "processor" in each.message]
    assert 2 == len(noted)
    assert 1 == len({each.cause for each in noted})
    assert noted[0].cause


@pytest.mark.parametrize(("text", "place", "message"), REFUSED)
def test_what_octodns_refuses(text: str, place: str, message: str) -> None:
    """What octoDNS refuses of a configuration is the problem octodns-config-error, in its words."""
    noted = found({"config.yaml": text, "zones/example.com.yaml": A, "zones/déjà.vu.yaml": A})[0].problems
    errors = [problem for problem in problems(noted) if "octodns-config-error" in problem]

    assert 1 == len(errors)
    assert message in errors[0]
    if "validators" not in text:
        assert errors[0].startswith(place)


def test_key_that_stands_twice() -> None:
    """Of a zone that is configured twice the last entry holds, and the first is lost."""
    text = config(zones="  example.com.: {sources: [config], targets: [config], lenient: true}")
    noted = found({"config.yaml": text, "zones/example.com.yaml": A})[0].problems

    assert ["6:3 yaml-duplicate-key"] == [problem[:22] for problem in problems(noted)]


def test_keyword_that_octodns_ignores() -> None:
    """A keyword of a zone that nobody knows is a problem at the keyword."""
    noted = found({"config.yaml": config(extra=", lenent: true"), "zones/example.com.yaml": A})[0].problems

    assert ["5:56 unknown-key octoDNS ignores the key lenent"] == problems(noted)
    assert "did you mean lenient?" == noted[0].help


def test_section_whose_name_is_misspelt() -> None:
    """What stands below it has no effect; a key that is like none may hold anchors."""
    text = config() + "x-anchors: {}\nprocesors: {}\nmanager: {max_worker: 2, plan_outputs: {}, note: {}}\n"
    noted = found({"config.yaml": text, "zones/example.com.yaml": A})[0].problems

    assert ["did you mean processors?", "did you mean max_workers?"] == [problem.help for problem in noted]
    assert ["octoDNS ignores the key procesors", "octoDNS ignores the key max_worker"] == [
        problem.message for problem in noted
    ]


def test_zone_without_file() -> None:
    """A zone without file is a problem where its folder is here, unless the provider may ignore it."""
    files = {"config.yaml": config(), "zones/other.example.yaml": ""}

    assert ["5:3 zone-file-missing no YAMLs found for example.com."] == problems(found(files)[0].problems)
    assert [] == found({**files, "config.yaml": config("ignore_missing_zones: true")})[0].problems


@pytest.mark.parametrize("name", ["example.com.yml", "Example.COM.yaml"])
def test_file_with_nearly_the_right_name(name: str) -> None:
    """A file that octoDNS does not see, but that is meant, is told from one that is missing."""
    noted = found({"config.yaml": config(), f"zones/{name}": A})[0].problems

    assert [("wrong-zone-file-name", f"zones/{name}")] == [(problem.rule, problem.source.path) for problem in noted]


def test_file_without_zone() -> None:
    """A zone file that no zone of the configuration reads is a problem."""
    noted = found({"config.yaml": config(), "zones/example.com.yaml": A, "zones/example.net.yaml": A})[0].problems

    assert [("zone-file-unused", "zones/example.net.yaml")] == [
        (problem.rule, problem.source.path) for problem in noted
    ]


@pytest.mark.parametrize(
    ("comment", "is_unused"),
    [
        ("#  example.net.:", False),
        ("  # 'Example.NET':", False),
        ("# example.net. is gone", True),
        ("# w.example.net.:", True),
    ],
)
def test_file_whose_zone_is_commented_out(comment: str, is_unused: bool) -> None:
    """Somebody left the zone out and kept its file: that is no news."""
    text = f"{config()}{comment}\n"
    noted = found({"config.yaml": text, "zones/example.com.yaml": A, "zones/example.net.yaml": A})[0].problems

    assert (["zone-file-unused"] if is_unused else []) == [problem.rule for problem in noted]


def test_files_that_octodns_writes_are_passed_over() -> None:
    """The files of a target are copies."""
    more = f"  dump: {{class: {PROVIDER}, directory: dump}}"
    text = config(more=more).replace("targets: [config]", "targets: [dump]")
    files = {"config.yaml": text, "zones/example.com.yaml": A, "dump/example.com.yaml": A}

    assert "octoDNS writes it, by config.yaml" == why(files)["dump/example.com.yaml"]


def test_two_configurations_of_the_same_files_make_one_zone() -> None:
    """A zone that two configurations have out of the same files is one zone."""
    assert 1 == len(zones({"a.yaml": config(), "b.yaml": config(), "zones/example.com.yaml": A}))


def test_parts_that_a_script_puts_together_are_one_zone() -> None:
    """Files of these names octoDNS does not read itself, and nobody knows whether these are all."""
    files = {
        "config.yaml": config(),
        "zones/example.com._0_base.yaml": A,
        "zones/example.com._1_mail.yaml": "mail: {type: A, value: 192.0.2.25}\n",
    }
    discovery, zone_set = found(files)

    assert (["192.0.2.1", "192.0.2.25"], []) == (rdata(zone_set.zones[0], "A"), discovery.problems)
    assert ["not all files of its source config are here"] == zone_set.zones[0].incomplete_because

    discovery, zone_set = found({"zones/example.com.yaml": "www: {type: A, value: 192.0.2.80}\n"})
    assert (3, []) == (len(rdata(zone_set.zones[0], "A")), discovery.problems)


def test_two_configurations_with_other_files_have_zones_of_their_own() -> None:
    """The inside has what the outside has, and more: that is a zone beside the other, not a part of it."""
    inside = f"  more: {{class: {PROVIDER}, directory: inside, enforce_order: false}}\n"
    files = {
        "a.yaml": config(),
        "b.yaml": config(more=inside).replace("[config], ", "[config, more], "),
        "zones/example.com.yaml": A,
        "inside/example.com.yaml": "b: {type: A, value: 192.0.2.2}\n",
    }

    assert [["192.0.2.1"], ["192.0.2.1", "192.0.2.2"]] == [rdata(zone, "A") for zone in load(files).zones]


def test_lone_folder_of_zone_files() -> None:
    """Without a configuration the names of files and of folders tell the origins."""
    files = {
        "dns/example.com.yaml": A,
        "dns/2.0.192.in-addr.arpa.yaml": "1: {type: PTR, value: a.example.com.}\n",
        "dns/example.net./a.yaml": A,
        "dns/example.net./b.yaml": "b: {type: A, value: 192.0.2.2}\n",
        "dns/notes.yaml": "a: b\n",
        "dns/more.yaml": A,
    }
    discovery, zone_set = found(files)

    assert ["2.0.192.in-addr.arpa.", "example.com.", "example.net."] == [zone.origin for zone in zone_set.zones]
    assert ["192.0.2.1", "192.0.2.2"] == rdata(zone_set.zones[2], "A")
    assert "YAML without DNS records" == dict(discovery.ignored)["dns/notes.yaml"]
    assert "its name does not say it" in dict(discovery.ignored)["dns/more.yaml"]


def test_other_yaml_is_no_zone() -> None:
    """YAML that other tools read is passed over, whatever it is called."""
    files = {"a.example.yaml": "kind: Service\nspec:\n  type: A\n", "example.com.yaml": A}

    assert ["example.com. example.com.yaml"] == zones(files)


def test_file_named_explicitly() -> None:
    """A zone file may be named alone; other YAML is refused."""
    write({"zones/example.com.yaml": A, "notes.yaml": "a: b\n"})

    assert ["example.com."] == [zone.origin for zone in discover(["zones/example.com.yaml"], Settings()).zones]
    with pytest.raises(NothingToLint, match="is not a zone file"):
        discover(["notes.yaml"], Settings())


def test_origin_that_the_user_gives() -> None:
    """--origin and --zone make a zone of a YAML file of any name."""
    write({"more.yaml": A})
    by_origin = discover(["more.yaml"], Settings(), origin="example.org.").zones
    by_zone = discover(["."], Settings(), zone_map={"example.org": "more.yaml"}).zones

    assert [("example.org.", "octodns")] == [(zone.origin, zone.format) for zone in by_origin]
    assert [("example.org.", "octodns")] == [(zone.origin, zone.format) for zone in by_zone]


def test_configuration_that_is_no_yaml() -> None:
    """A configuration that cannot be read is a problem at its place."""
    noted = found({"config.yaml": "providers:\n  a: {class: x.y}\nzones:\n\tx: y\n", "a.b.yaml": A})[0].problems

    assert ["4:1 syntax-error"] == [problem[:16] for problem in problems(noted)]


def test_master_zone_of_a_configuration() -> None:
    """A zone whose only source is a master file is read as one."""
    text = config("file_extension: .zone").replace(PROVIDER, "octodns_bind.ZoneFileSource")
    text = text.replace(", enforce_order: false", "")
    zone = load({"config.yaml": text, "zones/example.com.zone": "$TTL 60\n@ SOA ns h 1 2 3 4 5\n@ NS ns\n"}).zones[0]

    assert ("master", "config.yaml:5") == (zone.format, zone.origin_from)
    assert zone.soa is not None


def test_sub_zones_are_those_of_the_configuration() -> None:
    """Each zone knows the configured zones below it, and no others."""
    text = config(zones="  a.example.com.: &same {sources: [config], targets: [config]}\n  b.example.net.: *same")
    files = {
        "config.yaml": text,
        **{f"zones/{name}.yaml": A for name in ("example.com", "a.example.com", "b.example.net")},
    }
    noted = load(files).problems

    assert ["1:1 record-under-subzone"] == [problem[:24] for problem in problems(noted)]
