# ruff: noqa: D401 - what a kind consists of is said in a noun.
"""Inputs of any size, one kind each: what a stranger may fill with thousands of entries.

Each function of `KINDS` takes a number of entries and returns the files, and the command line that reads them.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

HEAD = """\
$TTL 1h
@ SOA ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h
@ NS ns1.example.com.
@ NS ns2.example.com.
ns1 A 192.0.2.1
ns2 A 198.51.100.1
"""
ORIGIN = "$ORIGIN example.com.\n"
NO_PUBLIC = "--ignore=mx-target-not-public"


class Input(NamedTuple):
    """Files (path -> text), the words of the command line, and standard input."""

    files: dict[str, str]
    words: tuple[str, ...] = ("check",)
    stdin: str = ""


Maker = Callable[[int], Input]
KINDS: dict[str, Maker] = {}


def kind(maker: Maker) -> Maker:
    """Add `maker` to `KINDS`, under its name in words."""
    KINDS[maker.__name__.replace("_", " ")] = maker
    return maker


def lines(count: int, line: str) -> str:
    """Return `count` copies of `line`, in each of which ``{0}`` is its number, ``{1}`` and ``{2}`` two octets of it."""
    return "".join(line.format(number, number >> 8 & 255, number & 255) for number in range(count))


def zone(text: str, files: dict[str, str] | None = None, words: Iterable[str] = ()) -> Input:
    """Return the zone example.com with `text` below its head, beside `files`."""
    return Input({"example.com.zone": ORIGIN + HEAD + text, **(files or {})}, ("check", *words))


def reverse_file(origin: str, text: str) -> dict[str, str]:
    """Return the file of the reverse zone `origin` with `text` below its head."""
    return {f"{origin}.zone": f"$ORIGIN {origin}.\n" + HEAD.partition("ns1 A")[0] + text}


def config(text: str, more: str = "", files: dict[str, str] | None = None) -> Input:
    """Return a configuration beside the zone example.com, with `more` below its head."""
    return zone(more, {".zonelint.toml": text, **(files or {})})


# -- the configuration -------------------------------------------------------------------------------------------------


@kind
def ignored_findings(count: int) -> Input:
    """Entries of one rule, each with an owner of its own, and half of them with a finding."""
    entry = '[[ignore-findings]]\nrule = "cname-target-missing"\nowner = "a{0}.example.com."\nreason = "known"\n'
    return config(lines(count, entry), lines(count // 2, "a{0} CNAME gone{0}\n"))


@kind
def ignored_findings_by_pattern(count: int) -> Input:
    """Entries of one rule with patterns that only their last entry fits, and as many findings."""
    entry = '[[ignore-findings]]\nrule = "cname-target-missing"\n'
    entry += 'owner = "*.b{0}*.example.com."\npath = "x{0}/*"\nreason = "known"\n'
    return config(lines(count, entry), lines(count, "a{0} CNAME gone{0}\n"))


@kind
def ignored_findings_by_path(count: int) -> Input:
    """Entries for files of their own, and as many findings."""
    entry = '[[ignore-findings]]\nrule = "cname-target-missing"\npath = "zones/{0}.zone"\nreason = "known"\n'
    return config(lines(count, entry), lines(count, "a{0} CNAME gone{0}\n"))


@kind
def ignored_findings_unused(count: int) -> Input:
    """Entries for which nothing is found."""
    return config(
        lines(count, '[[ignore-findings]]\nrule = "ptr-multiple"\nowner = "a{0}.example.com."\nreason = "x"\n')
    )


@kind
def declared_senders(count: int) -> Input:
    """Senders with a domain and a HELO name, and the records of all."""
    sender = '[[mail.senders]]\naddress = "10.2.{1}.{2}"\ndomains = ["d{0}.example.com"]\nhelo = "m{0}.example.com"\n'
    records = 'd{0} MX 10 m{0}\nd{0} TXT "v=spf1 mx -all"\nm{0} A 10.2.{1}.{2}\nm{0} TXT "v=spf1 a -all"\n'
    ptr = "{2}.{1} PTR m{0}.example.com.\n"
    reverse = reverse_file("2.10.in-addr.arpa", lines(count, ptr))
    return config(lines(count, sender), lines(count, records), reverse)


@kind
def domains_of_one_sender(count: int) -> Input:
    """A sender with many domains, one of which authorises it."""
    domains = lines(count, '"d{0}.example.com", ')
    records = lines(count, 'd{0} MX 10 ns1\nd{0} TXT "v=spf1 ip4:192.0.2.7 -all"\n')
    return config(f'[[mail.senders]]\naddress = "192.0.2.7"\ndomains = [{domains}]\n', records)


@kind
def mapped_zones(count: int) -> Input:
    """Origins mapped to one file by [zones]."""
    return Input({".zonelint.toml": "[zones]\n" + lines(count, '"z{0}.example" = "zone.txt"\n'), "zone.txt": HEAD})


@kind
def partial_zones(count: int) -> Input:
    """Names in `partial`, none of which is a zone's."""
    return config("partial = [" + lines(count, '"p{0}.example.com", ') + "]")


@kind
def partial_zones_among_zones(count: int) -> Input:
    """Each of many zones is partial."""
    files = {f"z{number}.example.zone": HEAD for number in range(count // 10)}
    return Input({".zonelint.toml": "partial = [" + lines(count // 10, '"z{0}.example", ') + "]", **files})


@kind
def internal_zones(count: int) -> Input:
    """Names in `internal`, and as many private addresses."""
    return config(
        "internal = [" + lines(count, '"p{0}.example.com", ') + "]", lines(count, "a{0} A 10.0.{1}.{2}\n@ MX 1 a{0}\n")
    )


@kind
def assumed_files(count: int) -> Input:
    """Files in `assume`."""
    count //= 10
    files = {f"assumed/{number}": f"{number}.2.0.192.in-addr.arpa. 3600 PTR a.example.\n" for number in range(count)}
    return config("assume = [" + lines(count, '"assumed/{0}", ') + "]", files=files)


@kind
def severities_unknown(count: int) -> Input:
    """Severities of rules that do not exist."""
    return config("[severity]\n" + lines(count, 'r{0} = "info"\n'))


@kind
def options_unknown(count: int) -> Input:
    """Options of rules that do not exist."""
    return config(lines(count, "[rules.r{0}]\nx = 1\n"))


@kind
def selected_rules(count: int) -> Input:
    """The name of one rule, over and over."""
    return config("extend-select = [" + '"spf-missing", ' * count + "]")


@kind
def excluded_patterns(count: int) -> Input:
    """Patterns in `exclude`."""
    return config("exclude = [" + lines(count, '"/x{0}/*.zone", ') + "]")


@kind
def allowed_folders(count: int) -> Input:
    """Folders in `allow-outside`."""
    return config("allow-outside = [" + lines(count, '"x{0}", ') + "]")


@kind
def sources_named(count: int) -> Input:
    """Files in `sources`."""
    count //= 10
    files = {f"zones/z{number}.example.zone": HEAD for number in range(count)}
    return Input({".zonelint.toml": "sources = [" + lines(count, '"zones/z{0}.example.zone", ') + "]", **files})


@kind
def mappings_of_lists(count: int) -> Input:
    """Tables of [[mappings]]."""
    return config(lines(count, '[[mappings]]\npath = "x{0}.yml"\nrecords = "zones[].records[]"\n'))


@kind
def declared_mta_sts(count: int) -> Input:
    """Policies of MTA-STS in one file."""
    entry = '[[mail.mta-sts]]\ndomain = "d{0}.example.com"\npolicy = "policy.txt"\n'
    records = lines(count, "d{0} MX 10 ns1\nmta-sts.d{0} A 192.0.2.1\n")
    policy = "version: STSv1\nmode: enforce\nmx: ns1.example.com\nmax_age: 604800\n"
    return config(lines(count, entry), records, {"policy.txt": policy})


@kind
def mapped_folders(count: int) -> Input:
    """Folders of [named.map], and a zone of named.conf below one of them."""
    statements = lines(count // 10, 'zone "z{0}.example" {{ type primary; file "/srv/{0}/missing"; }};\n')
    return config("[named.map]\n" + lines(count, '"/etc/x{0}" = "y{0}"\n'), files={"named.conf": statements})


@kind
def comments_in_the_configuration(count: int) -> Input:
    """Lines of the configuration that say nothing."""
    return config("# nothing\n" * count)


@kind
def configuration_in_pyproject(count: int) -> Input:
    """Tables of other tools."""
    return zone("", {"pyproject.toml": lines(count, "[tool.x{0}]\na = 1\n") + "[tool.zonelint]\n"})


# -- suppression comments ----------------------------------------------------------------------------------------------


@kind
def comments_used(count: int) -> Input:
    """A comment for each finding."""
    return zone(lines(count, "a{0} CNAME gone{0} ; zonelint: ignore[cname-target-missing] known\n"))


@kind
def comments_unused(count: int) -> Input:
    """Comments for which nothing is found."""
    return zone(lines(count, "a{0} A 192.0.2.1 ; zonelint: ignore[cname-target-missing] known\n"))


@kind
def comments_unused_in_json(count: int) -> Input:
    """The same, reported as JSON."""
    return comments_unused(count)._replace(words=("check", "--format", "json"))


@kind
def comments_of_files(count: int) -> Input:
    """Comments for the whole file."""
    return zone("; zonelint: ignore-file[cname-target-missing] known\n" * count)


@kind
def comments_of_unknown_rules(count: int) -> Input:
    """Comments for rules that do not exist."""
    return zone(lines(count, "a{0} A 192.0.2.1 ; zonelint: ignore[x{0}] known\n"))


@kind
def rules_of_one_comment(count: int) -> Input:
    """Many names in one comment."""
    return zone(f"a A 192.0.2.1 ; zonelint: ignore[{lines(count, 'x{0},')}] known\n")


@kind
def comments_before_records(count: int) -> Input:
    """Comments on lines of their own."""
    return zone(lines(count, "; zonelint: ignore[cname-target-missing] known\n") + "a A 192.0.2.1\n")


@kind
def senders_by_comment(count: int) -> Input:
    """Hosts that a comment says to send mail."""
    return zone(lines(count, "a{0} A 10.0.{1}.{2} ; zonelint: sends-mail\n"))


# -- name servers' configurations --------------------------------------------------------------------------------------


SERVED = 'zone "example.com" { type primary; file "example.zone"; };\n'


def named(text: str, files: dict[str, str] | None = None) -> Input:
    """Return a named.conf, beside a zone file that it may name."""
    return Input({"named.conf": text, "example.zone": HEAD, **(files or {})})


@kind
def views_with_a_zone_each(count: int) -> Input:
    """Each view has a zone of its own."""
    return named(lines(count, 'view "v{0}" {{ zone "z{0}.example" {{ type primary; file "example.zone"; }}; }};\n'))


@kind
def views_of_one_zone(count: int) -> Input:
    """The same zone in each view."""
    return named(lines(count, 'view "v{0}" {{ zone "example.com" {{ type primary; file "example.zone"; }}; }};\n'))


@kind
def views_of_one_faulty_zone(count: int) -> Input:
    """The same zone with a fault in each view."""
    text = lines(count, 'view "v{0}" {{ zone "example.com" {{ type primary; file "broken.zone"; }}; }};\n')
    return named(text, {"broken.zone": HEAD + "a CNAME gone\n"})


@kind
def views_that_share_a_zone(count: int) -> Input:
    """The zone of the first view, in the others by reference."""
    first = 'view "first" { zone "example.com" { type primary; file "example.zone"; }; };\n'
    return named(first + lines(count, 'view "v{0}" {{ zone "example.com" {{ in-view "first"; }}; }};\n'))


@kind
def views_of_declared_zones(count: int) -> Input:
    """Secondary zones in views, beside one that is here."""
    primary = 'view "first" { zone "example.com" { type primary; file "example.zone"; }; };\n'
    return named(primary + lines(count, 'view "v{0}" {{ zone "z{0}.example" {{ type secondary; }}; }};\n'))


@kind
def zones_of_named_conf(count: int) -> Input:
    """Zones of one file."""
    return named(lines(count, 'zone "z{0}.example" {{ type primary; file "example.zone"; }};\n'))


@kind
def zones_of_missing_files(count: int) -> Input:
    """Zones whose files are not there, in a folder that is."""
    return named(
        'zone "example.com" { type primary; file "example.zone"; };\n'
        + lines(count, 'zone "z{0}.example" {{ type primary; file "z{0}.zone"; }};\n')
    )


@kind
def zones_of_missing_folders(count: int) -> Input:
    """Zones whose files are in folders of their own that are not there."""
    return named(lines(count, 'zone "z{0}.example" {{ type primary; file "/srv/{0}/x/z.zone"; }};\n'))


@kind
def zones_named_twice(count: int) -> Input:
    """One zone, declared over and over."""
    return named('zone "example.com" { type primary; file "example.zone"; };\n' * count)


@kind
def zones_declared_in_two_ways(count: int) -> Input:
    """One zone, with a file of its own each time."""
    count //= 10
    files = {f"f{number}.zone": HEAD for number in range(count)}
    return named(lines(count, 'zone "example.com" {{ type primary; file "f{0}.zone"; }};\n'), files)


@kind
def zones_below_zones(count: int) -> Input:
    """Zones one below the other."""
    return named(
        lines(
            count,
            'zone "a.z{0}.example" {{ type primary; file "example.zone"; }};\n'
            'zone "z{0}.example" {{ type primary; file "example.zone"; }};\n',
        )
    )


@kind
def access_lists(count: int) -> Input:
    """Statements of acl."""
    return named(
        'zone "example.com" { type primary; file "example.zone"; };\n'
        + lines(count, 'acl "a{0}" {{ 192.0.2.1; {{ 192.0.2.2; }}; }};\n')
    )


@kind
def statements_without_semicolons(count: int) -> Input:
    """Options one behind the other, and nothing between them."""
    return named("options { " + "recursion no allow-query { any; } " * count + "};\n" + SERVED)


@kind
def elements_without_semicolons(count: int) -> Input:
    """Addresses one behind the other, and nothing between them."""
    return named("acl a { " + "192.0.2.1 " * count + "};\n" + SERVED)


@kind
def names_that_named_refuses(count: int) -> Input:
    """Hosts with an underscore in a zone of BIND."""
    return named(SERVED, {"example.zone": HEAD + lines(count, "a_{0} A 10.0.{1}.{2}\n")})


@kind
def reverse_files_of_any_name(count: int) -> Input:
    """Files whose zone only the addresses of their hosts tell, three in each."""
    count //= 10
    soa = HEAD.partition("ns1 A")[0]
    files = {
        f"net{number}.rev": soa + "".join(f"{host} PTR h{host}n{number}.example.com.\n" for host in range(3))
        for number in range(count)
    }
    hosts = "".join(lines(count, f"h{host}n{{0}} A 10.{{1}}.{{2}}.{host}\n") for host in range(3))
    return zone(hosts, files)


@kind
def reverse_files_in_forward_order(count: int) -> Input:
    """Files called after networks of which the set has addresses only if the octets are read the other way."""
    count //= 10
    soa = HEAD.partition("ns1 A")[0]
    files = {
        f"4.{number >> 8}.{number & 255}.in-addr.arpa.zone": f"{soa}1 PTR h{number}.example.net.\n"
        for number in range(count)
    }
    return zone(lines(count, "h{0} A 4.{1}.{2}.1\n"), files)


@kind
def networks_without_ptr(count: int) -> Input:
    """Hosts of many networks in a reverse zone that has PTRs of one network alone."""
    reverse = HEAD.partition("ns1 A")[0] + "".join(
        f"{number}.0.200 PTR x{number}.example.net.\n" for number in range(99)
    )
    return zone(lines(count, "h{0} A 10.{1}.{2}.1\n"), {"10.in-addr.arpa.zone": reverse})


@kind
def included_indexes(count: int) -> Input:
    """Files that named.conf includes."""
    count //= 10
    files = {
        f"conf/{number}.conf": f'zone "z{number}.example" {{ type primary; file "example.zone"; }};\n'
        for number in range(count)
    }
    return named(lines(count, 'include "conf/{0}.conf";\n'), files)


@kind
def index_included_again(count: int) -> Input:
    """One file, included over and over."""
    return named(
        'include "more.conf";\n' * count, {"more.conf": 'zone "example.com" { type primary; file "example.zone"; };\n'}
    )


@kind
def comments_of_named_conf(count: int) -> Input:
    """Comments of all three kinds, and one that is never closed."""
    comments = "// a\n# b\n/* c */\n" * count
    return named(comments + 'zone "example.com" { type primary; file "example.zone"; };\n/*' + "/*" * count)


@kind
def conditions_of_named_conf(count: int) -> Input:
    """Blocks of a template, and some that are never closed."""
    zones = lines(count, '{{% if a %}}\nzone "z{0}.example" {{ type primary; file "example.zone"; }};\n{{% endif %}}\n')
    return named(zones + "# {% x\n" * count)


@kind
def long_line_of_named_conf(count: int) -> Input:
    """Everything on one line."""
    return named(lines(count, 'zone "z{0}.example" {{ type primary; file "example.zone"; }}; '))


@kind
def braces_of_named_conf(count: int) -> Input:
    """Braces that open and never close."""
    return named('zone "example.com" { type primary; file "example.zone"; };\noptions ' + "{ x " * count)


@kind
def closing_braces_of_named_conf(count: int) -> Input:
    """Braces that close and never opened."""
    return named('zone "example.com" { type primary; file "example.zone"; };\n' + "};\n" * count)


@kind
def indexes_in_folders(count: int) -> Input:
    """A named.conf in each folder, all with one origin."""
    return Input(_servers(count // 10))


def _servers(count: int) -> dict[str, str]:
    files = {}
    for number in range(count):
        files[f"s{number}/named.conf"] = 'zone "example.com" { type primary; file "example.zone"; };\n'
        files[f"s{number}/example.zone"] = HEAD
    return files


@kind
def indexes_in_folders_with_leftovers(count: int) -> Input:
    """A named.conf in each folder, all with one origin, and a file beside each that it does not name."""
    count //= 4
    leftovers = {f"s{number}/z{number}.example.zone": HEAD for number in range(count)}
    return Input({**_servers(count), **leftovers})


@kind
def older_states_of_a_zone(count: int) -> Input:
    """A named.conf in each folder, all with one origin, and one of them newer than the others."""
    servers = _servers(count // 10)
    dated = {path: text.replace(" 1 8h ", " 2018010101 8h ") for path, text in servers.items()}
    return Input(
        {**dated, "s0/example.zone": HEAD.replace(" 1 8h ", " 2020010101 8h ") + lines(count, "h{0} A 192.0.2.1\n")}
    )


@kind
def finished_templates(count: int) -> Input:
    """Templates of zones in which nothing is to be filled in."""
    return Input({f"z{number}.example.zone.j2": HEAD for number in range(count // 4)})


@kind
def includes_of_an_absent_folder(count: int) -> Input:
    """Files of a folder that is not in the repository."""
    return zone(lines(count, "$INCLUDE netbox/f{0}\n"))


@kind
def includes_of_an_absent_folder_beside_many(count: int) -> Input:
    """Each of which may be the one that is meant."""
    count //= 8
    return zone(lines(count, "$INCLUDE netbox/f{0}\n"), {f"n{number}/x.txt": "" for number in range(count)})


@kind
def other_halves_of_zones(count: int) -> Input:
    """Zones of one index, each with an outer half that it does not name."""
    count //= 4
    conf = lines(count, 'zone "z{0}.example" {{ type primary; file "internal/z{0}"; }};\n')
    halves = {f"{side}/z{number}": _zone(number) for side in ("internal", "external") for number in range(count)}
    return Input({"named.conf": conf, **halves})


@kind
def variants_of_a_zone(count: int) -> Input:
    """Files of one zone in one folder, each of which has another word at the end of its name."""
    count //= 4
    names = ("db.example.com", *(f"db.example.com.v{number}" for number in range(count)))
    return Input(dict.fromkeys(names, f"$ORIGIN example.com.\n{HEAD}"))


@kind
def left_over_reverse_zones(count: int) -> Input:
    """Reverse zones that no index names, the hosts of which have moved."""
    count //= 8
    conf = 'zone "example.com" { type primary; file "db"; };\nzone "2.3.4.in-addr.arpa" { type primary; file "r"; };\n'
    old = {
        f"{n % 250}.{n // 250}.5.in-addr.arpa.zone": HEAD + "1 PTR a.example.com.\n2 PTR a.example.com.\n"
        for n in range(count)
    }
    files = {"db": f"{HEAD}a A 4.3.2.1\n", "r": f"{HEAD}1 PTR a.example.com.\n"}
    return Input({"named.conf": conf, **files, **old})


def _zone(number: int) -> str:
    return f"$ORIGIN z{number}.example.\n{HEAD}"


@kind
def copies_of_zones_in_folders(count: int) -> Input:
    """Zones of one index, and a folder for each with another file of it and a zone of its own."""
    count //= 6
    conf = lines(count, 'zone "z{0}.example" {{ type primary; file "live/z{0}"; }};\n')
    files = {f"live/z{number}": _zone(number) for number in range(count)}
    files |= {f"s{number}/z{number}": _zone(number) for number in range(count)}
    return Input(
        {"named.conf": conf, **files, **{f"s{number}/y{number}.example.zone": HEAD for number in range(count)}}
    )


@kind
def folders_of_one_origin(count: int) -> Input:
    """One origin in each folder."""
    return Input({f"s{number}/example.com.zone": HEAD for number in range(count // 4)})


@kind
def folders_of_one_origin_beside_others(count: int) -> Input:
    """One origin in each folder, each with a zone of its own beside it."""
    count //= 2
    files = {f"s{number}/example.com.zone": HEAD for number in range(count)}
    return Input({**files, **{f"s{number}/z{number}.example.zone": HEAD for number in range(count)}})


@kind
def folders_that_share_two_by_two(count: int) -> Input:
    """Each two folders dispute an origin of their own."""
    half = count // 2
    files = {f"s{number}/z{number}.example.zone": HEAD for number in range(half)}
    return Input({**files, **{f"t{number}/z{number}.example.zone": HEAD for number in range(half)}})


@kind
def zones_of_nsd_conf(count: int) -> Input:
    """Zones of NSD."""
    text = 'server:\n  zonesdir: "."\n' + lines(count, 'zone:\n  name: "z{0}.example"\n  zonefile: "example.zone"\n')
    return Input({"nsd.conf": text, "example.zone": HEAD})


@kind
def patterns_of_nsd_conf(count: int) -> Input:
    """Patterns of NSD, each of which includes the one before."""
    text = lines(count, 'pattern:\n  name: "p{0}"\n  include-pattern: "p0"\n')
    return Input(
        {
            "nsd.conf": text
            + 'zone:\n  name: "example.com"\n  zonefile: "example.zone"\n'
            + f'  include-pattern: "p{count - 1}"\n',
            "example.zone": HEAD,
        }
    )


@kind
def zones_of_knot_conf(count: int) -> Input:
    """Zones of Knot DNS."""
    return Input(
        {
            "knot.conf": "zone:\n" + lines(count, "  - domain: z{0}.example\n    file: example.zone\n"),
            "example.zone": HEAD,
        }
    )


@kind
def templates_of_knot_conf(count: int) -> Input:
    """Templates of Knot DNS."""
    text = (
        "template:\n"
        + lines(count, "  - id: t{0}\n    storage: .\n")
        + "zone:\n"
        + lines(count, "  - domain: z{0}.example\n    template: t{0}\n    file: example.zone\n")
    )
    return Input({"knot.conf": text, "example.zone": HEAD})


@kind
def options_of_gdnsd(count: int) -> Input:
    """Options that gdnsd has not, and brackets."""
    text = "options => {\n" + lines(count, "  o{0} = [ {0} ]\n") + "}\n"
    return Input({"config": text, "zones/example.com": HEAD})


@kind
def serials_of_gdnsd(count: int) -> Input:
    """Zones of gdnsd, each with a serial that it wraps."""
    zones = {f"zones/z{number}.example": HEAD.replace(" 1 8h", " 20260816000001 8h") for number in range(count)}
    return Input({"config": "options => {\n}\n", **zones})


@kind
def settings_of_powerdns(count: int) -> Input:
    """Settings of PowerDNS: some that it has not, and one with many parts."""
    text = "launch=bind\nlocal-address=127.0.0.1\n" + lines(count, "local-address+=127.0.{1}.{2}\nx{0}=1\n")
    return Input({"pdns.conf": text, "example.com.zone": HEAD})


@kind
def zones_of_corefile(count: int) -> Input:
    """Server blocks of CoreDNS."""
    return Input({"Corefile": lines(count, "z{0}.example:53 {{\n  file example.zone\n}}\n"), "example.zone": HEAD})


@kind
def names_of_one_block(count: int) -> Input:
    """One server block of CoreDNS with many names."""
    return Input({"Corefile": lines(count, "z{0}.example ") + "{\n  file example.zone\n}\n", "example.zone": HEAD})


@kind
def files_of_one_block(count: int) -> Input:
    """One server block of CoreDNS with many zones of files, and many snippets."""
    files = lines(count, "  file example.zone z{0}.example\n  import s{0}\n")
    return Input(
        {"Corefile": lines(count, "(s{0}) {{\n  errors\n}}\n") + "example {\n" + files + "}\n", "example.zone": HEAD}
    )


# -- ignore files ------------------------------------------------------------------------------------------------------


@kind
def ignore_patterns(count: int) -> Input:
    """Patterns of one .gitignore."""
    return zone("", {".gitignore": lines(count, "x{0}\n/y{0}/z\n*.t{0}\n**/w{0}/*.q\n")})


@kind
def ignore_patterns_and_files(count: int) -> Input:
    """Plain patterns of one .gitignore, and many files."""
    files = {f"f{number}": "" for number in range(count // 4)}
    return zone("", {".gitignore": lines(count, "x{0}\n/y{0}/z\n*.t{0}\n/z{0}\n"), **files})


@kind
def ignore_wildcards_and_files(count: int) -> Input:
    """Patterns with wildcards, and many files."""
    files = {f"f{number}": "" for number in range(count // 4)}
    return zone("", {".gitignore": lines(count, "?x{0}*y*z\n/a/**/b{0}*\n"), **files})


@kind
def ignore_stars(count: int) -> Input:
    """Patterns of stars alone."""
    return zone("", {".gitignore": "*a" * count + "\n" + "**/" * count + "\n" + "[a" * count + "\n"})


@kind
def ignore_files_in_folders(count: int) -> Input:
    """A .gitignore in each of many folders side by side."""
    count //= 10
    return zone(
        "",
        {f"d{number}/.gitignore": "x\n!y\n" for number in range(count)}
        | {f"d{number}/x": "" for number in range(count)},
    )


@kind
def ignore_files_nested(count: int) -> Input:
    """A .gitignore in each of some folders, one within the other, and files in the deepest."""
    deep = "/".join("d" * 30)
    files = {f"{deep[: 2 * depth]}.gitignore": lines(count // 30, "x{0}\n") for depth in range(30)}
    return zone("", {**files, **{f"{deep}/f{number}": "" for number in range(count // 10)}})


# -- master files ------------------------------------------------------------------------------------------------------


@kind
def plain_records(count: int) -> Input:
    """Records of addresses."""
    return zone(lines(count, "a{0} A 10.0.{1}.{2}\n"))


@kind
def addresses_of_one_owner(count: int) -> Input:
    """Many addresses at one name."""
    return zone(lines(count, "a A 10.{1}.{1}.{2}\n"))


@kind
def texts_of_one_owner(count: int) -> Input:
    """Many texts at one name."""
    return zone(lines(count, '@ TXT "token {0}"\n'))


@kind
def spf_of_one_owner(count: int) -> Input:
    """Many SPF records at one name."""
    return zone(lines(count, '@ TXT "v=spf1 ip4:10.{1}.{1}.{2} -all"\n'))


@kind
def dmarc_of_one_owner(count: int) -> Input:
    """Many DMARC records at one name."""
    return zone(lines(count, '_dmarc TXT "v=DMARC1; p=none; rua=mailto:a{0}@example.com"\n'))


@kind
def equal_records(count: int) -> Input:
    """One record over and over."""
    return zone("a A 192.0.2.1\n" * count)


@kind
def ttls_of_one_owner(count: int) -> Input:
    """Many records of one name, each with its own TTL."""
    return zone(lines(count, "a {0} A 10.0.{1}.{2}\n"))


@kind
def name_servers_of_one_owner(count: int) -> Input:
    """Many name servers of one zone, none of which exists."""
    return zone(lines(count, "@ NS n{0}\n"))


@kind
def delegations(count: int) -> Input:
    """Many delegations with glue."""
    return zone(lines(count, "d{0} NS ns.d{0}\nns.d{0} A 10.0.{1}.{2}\n"))


@kind
def mail_exchanges_of_one_owner(count: int) -> Input:
    """Many MX records of one name to targets without an address."""
    return zone(lines(count, "@ MX {0} gone{0}\n"))


@kind
def mail_exchanges_with_addresses(count: int) -> Input:
    """Many MX records of one name to targets that share an address."""
    return zone(lines(count, "@ MX {0} m{0}\nm{0} A 192.0.2.3\n"))


@kind
def mail_exchanges_to_one_target(count: int) -> Input:
    """Many MX records of one name to one target."""
    return zone(lines(count, "@ MX {0} gone\n"))


@kind
def mail_exchanges_of_many_owners(count: int) -> Input:
    """MX records of many names to one target, which is missing."""
    return zone(lines(count, "a{0} MX 10 gone\n"))


@kind
def service_targets(count: int) -> Input:
    """SRV and TLSA records of one name."""
    return zone(lines(count, "_a._tcp SRV 1 1 {0} gone{0}\n_25._tcp.ns1 TLSA 3 1 1 {0:064x}\n"))


@kind
def chain_of_aliases(count: int) -> Input:
    """Aliases, each of which leads to the next."""
    return zone("".join(f"c{number} CNAME c{number + 1}\n" for number in range(count)))


@kind
def aliases_to_one_target(count: int) -> Input:
    """Aliases that lead to one name."""
    return zone(lines(count, "c{0} CNAME gone\n"))


@kind
def loops_of_aliases(count: int) -> Input:
    """Aliases that lead to each other."""
    return zone(lines(count, "a{0} CNAME b{0}\nb{0} CNAME a{0}\n"))


@kind
def aliases_of_one_owner(count: int) -> Input:
    """Many aliases at one name."""
    return zone(lines(count, "c CNAME ns1\nc A 10.0.{1}.{2}\nc CNAME gone{0}\n"))


@kind
def subtree_aliases(count: int) -> Input:
    """DNAME records, each below the one before."""
    return zone(lines(count, "d{0} DNAME e{0}\nx{0} CNAME a.d{0}\n"))


@kind
def wildcards(count: int) -> Input:
    """Wildcards, and names below."""
    return zone(lines(count, "*.w{0} MX 10 ns1\na.w{0} A 10.0.{1}.{2}\n"))


@kind
def deep_names(count: int) -> Input:
    """Names of a hundred labels."""
    return zone(lines(count, ".".join("a" * 100) + ".b{0} A 10.0.{1}.{2}\n"))


@kind
def pointers_of_one_address(count: int) -> Input:
    """Many PTR records of one address."""
    reverse = reverse_file("2.0.192.in-addr.arpa", lines(count, "1 PTR p{0}.example.com.\n"))
    return zone("@ MX 10 ns1\n" + lines(count, "p{0} A 192.0.2.1\n"), reverse)


@kind
def pointers_unconfirmed(count: int) -> Input:
    """PTR records whose names have other addresses."""
    reverse = reverse_file(
        "10.in-addr.arpa", lines(count, "{2}.{1}.1 PTR p{0}.example.com.\n{2}.{1}.2 PTR p.example.com.\n")
    )
    return zone(lines(count, "p{0} A 10.3.{1}.{2}\np A 10.3.{1}.{2}\n"), reverse)


@kind
def pointers_switched_off(count: int) -> Input:
    """Addresses whose PTRs stand in comments, and as many that have none."""
    reverse = reverse_file("10.in-addr.arpa", lines(count, ";{2}.{1}.1 PTR p{0}.example.com.\n"))
    return zone(lines(count, "p{0} A 10.1.{1}.{2}\nq{0} A 10.2.{1}.{2}\n"), reverse)


@kind
def hosts_behind_proxies(count: int) -> Input:
    """Hosts with a PTR, and proxies that have the addresses of their names."""
    reverse = reverse_file("10.in-addr.arpa", lines(count, "{2}.{1}.1 PTR p{0}.example.com.\n"))
    return zone(lines(count, "p{0} A 10.2.{1}.1\n"), reverse)


@kind
def names_of_one_address(count: int) -> Input:
    """Many names of one address that sends mail."""
    reverse = reverse_file("2.0.192.in-addr.arpa", "7 PTR gone.example.com.\n")
    return zone("@ MX 10 h0\n" + lines(count, "h{0} A 192.0.2.7\n"), reverse)


@kind
def nibbles(count: int) -> Input:
    """PTR records of IPv6."""
    owners = "".join(f"{'.'.join(f'{number:020x}')} PTR gone{number}.example.com.\n" for number in range(count))
    reverse = reverse_file("0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa", owners)
    return zone("", reverse)


@kind
def lines_in_parentheses(count: int) -> Input:
    """One record over many lines."""
    return zone(
        "t TXT (\n" + lines(min(count, 4000), '  "{0:08}" ; a comment\n') + lines(count, "  ; a comment {0}\n") + ")\n"
    )


@kind
def records_in_parentheses(count: int) -> Input:
    """Records over three lines."""
    return zone(lines(count, "t{0} MX (\n 10\n gone{0} )\n"))


@kind
def parentheses_never_closed(count: int) -> Input:
    """A parenthesis that is never closed."""
    return zone("a A (\n" + lines(count, "a{0} A 192.0.2.1\n"))


@kind
def parentheses_in_parentheses(count: int) -> Input:
    """Parentheses that open over and over."""
    return zone("a A " + "( " * count + "192.0.2.1\nb A 192.0.2.2\n")


@kind
def quotes_never_closed(count: int) -> Input:
    """Lines with a quote that is never closed."""
    return zone(lines(count, 'a{0} TXT "open\n'))


@kind
def lines_that_are_no_records(count: int) -> Input:
    """Lines that cannot be read."""
    return zone(lines(count, "a{0} A 999.0.2.1\nb{0} NOTYPE x\n{{{{ x{0} }}}}\n"))


@kind
def long_line(count: int) -> Input:
    """One line of many words."""
    return zone("a A " + "192.0.2.1 " * count + "\n")


@kind
def long_word(count: int) -> Input:
    """One word."""
    return zone("a" * count * 10 + " A 192.0.2.1\nb CNAME " + "c" * count * 10 + "\n")


@kind
def long_line_of_blanks(count: int) -> Input:
    """Blanks and tabs."""
    return zone("a" + " \t" * count * 10 + "A 192.0.2.1" + " " * count * 10 + "\n" + " " * count * 10 + "\n")


@kind
def blank_lines(count: int) -> Input:
    """Empty lines and comments before anything else."""
    return Input({"example.com.zone": "\n; x\n  \n" * count + ORIGIN + HEAD})


@kind
def included_again(count: int) -> Input:
    """One file, included over and over."""
    return zone(lines(count // 4, "$INCLUDE part.inc s{0}\n"), {"part.inc": "a A 192.0.2.1\n"})


@kind
def included_once_each(count: int) -> Input:
    """Files, included once each."""
    count //= 10
    return zone(
        lines(count, "$INCLUDE inc/{0}.inc s{0}\n"), {f"inc/{number}.inc": "a A 192.0.2.1\n" for number in range(count)}
    )


@kind
def included_missing(count: int) -> Input:
    """Files that are not there."""
    return zone(lines(count, "$INCLUDE inc/{0}.inc s{0}\n"))


@kind
def origins(count: int) -> Input:
    """Changes of $ORIGIN and $TTL."""
    return zone(lines(count, "$ORIGIN o{0}.example.com.\n$TTL {0}\na A 192.0.2.1\n"))


@kind
def origins_relative(count: int) -> Input:
    """Changes of $ORIGIN outside of the zone."""
    return zone(lines(count, "$ORIGIN o{0}.example.org.\na A 192.0.2.1\n"))


@kind
def generated(count: int) -> Input:
    """Directives of $GENERATE."""
    return zone(lines(count // 4, "$GENERATE 1-4 g{0}-$ CNAME gone{0}-$\n"))


@kind
def generated_at_once(count: int) -> Input:
    """One directive of $GENERATE."""
    return zone(f"$GENERATE 1-{count} g$ CNAME gone$\n")


@kind
def zones_in_files(count: int) -> Input:
    """Zones, one a file."""
    return Input({f"zones/z{number}.example.zone": HEAD + "@ MX 10 gone\n" for number in range(count // 10)})


@kind
def zone_on_standard_input(count: int) -> Input:
    """One zone from standard input."""
    return Input({}, ("check", "--origin", "example.com", "-"), HEAD + lines(count, "a{0} CNAME gone{0}\n"))


@kind
def paths_named(count: int) -> Input:
    """Files named on the command line, with a configuration."""
    count //= 10
    files = {f"zones/z{number}.example.zone": HEAD + "@ MX 10 gone\n" for number in range(count)}
    return Input({".zonelint.toml": "", **files}, ("check", *files))


@kind
def paths_named_without_configuration(count: int) -> Input:
    """Files named on the command line."""
    count //= 10
    files = {f"zones/z{number}.example.zone": HEAD for number in range(count)}
    return Input(files, ("check", *files))


@kind
def paths_that_are_no_zones(count: int) -> Input:
    """Files named on the command line, none of which is a zone."""
    count //= 10
    files = {f"src/f{number}.txt": "x\n" for number in range(count)}
    return Input({".zonelint.toml": "", "example.com.zone": HEAD, **files}, ("check", *files))


@kind
def zones_by_option(count: int) -> Input:
    """Zones of one file, by --zone."""
    return Input({"x.zone": HEAD}, ("check", *(f"--zone=z{number}.example=x.zone" for number in range(count // 4))))


# -- texts of policies -------------------------------------------------------------------------------------------------


def text(octets: str) -> str:
    """Return `octets` as the strings of a TXT record, of at most 255 octets."""
    return " ".join(f'"{octets[at : at + 250]}"' for at in range(0, len(octets), 250))


@kind
def report_addresses(count: int) -> Input:
    """Addresses for reports in one DMARC record of strings."""
    uris = ",".join(f"mailto:a@d{number}.example" for number in range(count // 8))
    return zone(f"_dmarc TXT ( {text('v=DMARC1; p=none; rua=' + uris)} )\n")


@kind
def report_addresses_of_records(count: int) -> Input:
    """Addresses for reports, some in each of many DMARC records."""
    uris = ",".join(f"mailto:a@d{number}.example" for number in range(100))
    record = text("v=DMARC1; p=none; rua=" + uris)
    return zone(lines(count // 100, f"_dmarc.x{{0}} TXT ( {record} )\n"))


@kind
def report_addresses_here(count: int) -> Input:
    """Addresses for reports at names that do not exist."""
    uris = ",".join(f"mailto:a@d{number}.example.com" for number in range(count // 8))
    return zone(f"_dmarc TXT ( {text('v=DMARC1; p=none; rua=' + uris)} )\n")


@kind
def dmarc_tags(count: int) -> Input:
    """Tags of one DMARC record."""
    return zone(f"_dmarc TXT ( {text('v=DMARC1; p=none; ' + lines(count // 8, 't{0}=x; '))} )\n")


@kind
def dmarc_tags_repeated(count: int) -> Input:
    """One tag over and over, and what is no tag."""
    return zone(f"_dmarc TXT ( {text('v=DMARC1; p=none; ' + 'pct=1000; x; ' * (count // 8))} )\n")


@kind
def dkim_tags(count: int) -> Input:
    """Tags of one DKIM key."""
    return zone(f"a._domainkey TXT ( {text('v=DKIM1; k=rsa; p=; ' + 't{0}=x; ' * (count // 8))} )\n")


@kind
def tls_reports(count: int) -> Input:
    """Addresses for reports on TLS."""
    uris = ",".join(f"mailto:a@d{number}.example.com" for number in range(count // 8))
    return zone(f"_smtp._tls TXT ( {text('v=TLSRPTv1; rua=' + uris)} )\n@ MX 10 ns1\n")


@kind
def spf_terms(count: int) -> Input:
    """Terms of one SPF record."""
    return zone(f"@ TXT ( {text('v=spf1 ' + lines(count // 8, 'ip4:10.0.{1}.{2} ') + '-all')} )\n")


@kind
def spf_terms_repeated(count: int) -> Input:
    """One term over and over."""
    return zone(f"@ TXT ( {text('v=spf1 ' + 'ip4:10.0.0.1 a mx ' * (count // 16) + '-all')} )\n")


@kind
def spf_terms_faulty(count: int) -> Input:
    """Terms that are none."""
    return zone(f"@ TXT ( {text('v=spf1 ' + lines(count // 8, 'ipv4:{0} ') + '-all a b c')} )\n")


@kind
def spf_includes(count: int) -> Input:
    """Includes of one SPF record."""
    return zone(
        f"@ TXT ( {text('v=spf1 ' + lines(count // 8, 'include:i{0}.example.com ') + '-all')} )\n"
        + lines(count // 8, 'i{0} TXT "v=spf1 ip4:10.0.{1}.{2} -all"\n')
    )


@kind
def spf_includes_missing(count: int) -> Input:
    """Includes that lead nowhere."""
    return zone(f"@ TXT ( {text('v=spf1 ' + lines(count // 8, 'include:i{0}.example.com a:h{0} ') + '-all')} )\n")


@kind
def spf_chain(count: int) -> Input:
    """SPF records, each of which includes the next."""
    return zone(
        "".join(f's{number} TXT "v=spf1 include:s{number + 1}.example.com -all"\n' for number in range(count // 4))
    )


@kind
def spf_tree(count: int) -> Input:
    """SPF records that all include one that includes many."""
    many = lines(count // 40, "ip4:10.0.{1}.{2}/31 ")
    return zone(
        f"big TXT ( {text('v=spf1 ' + many + '-all')} )\n"
        + lines(count // 40, 's{0} TXT "v=spf1 include:big.example.com -all"\n')
    )


@kind
def spf_networks(count: int) -> Input:
    """Networks of many lengths."""
    text_of = "".join(f"ip4:10.{number >> 8 & 255}.{number & 255}.0/{24 + number % 8} " for number in range(count // 8))
    return zone(f"@ TXT ( {text('v=spf1 ' + text_of + '-all')} )\n" + lines(count // 8, "h{0} A 10.{1}.{2}.1\n"))


@kind
def spf_denials(count: int) -> Input:
    """Terms of one SPF record that let send and deny by turns."""
    terms = "".join(
        f"{'-' if number % 2 else ''}ip4:10.0.{number // 250}.{number % 250} " for number in range(count // 16)
    )
    return zone(f"@ TXT ( {text('v=spf1 ' + terms + '-all')} )\n" + lines(count // 16, "h{0} A 10.0.{1}.{2}\n"))


@kind
def long_text(count: int) -> Input:
    """Texts of 60,000 octets in strings of 255."""
    strings = " ".join(f'"{"x" * 255}"' for _ in range(235))
    return zone(lines(max(1, count // 200), f"t{{0}} TXT {strings}\n"))


@kind
def escapes_in_texts(count: int) -> Input:
    """Escapes in one text."""
    return zone(f'_dmarc TXT "v=DMARC1; p=nonsense; {"".join(chr(92) + "065" for _ in range(200))}"\n' * (count // 40))


# -- YAML --------------------------------------------------------------------------------------------------------------


def octodns(text: str, files: dict[str, str] | None = None) -> Input:
    """Return a zone of octoDNS beside its configuration."""
    head = "providers:\n  config:\n    class: octodns.provider.yaml.YamlProvider\n    directory: ./zones\n"
    zones = "zones:\n  example.com.:\n    sources: [config]\n    targets: []\n"
    return Input({"config.yaml": head + zones, "zones/example.com.yaml": text, **(files or {})})


@kind
def octodns_names(count: int) -> Input:
    """Names of one zone."""
    return octodns("---\n" + lines(count, "a{0:05}:\n  type: CNAME\n  value: gone{0}.example.com.\n"))


@kind
def octodns_names_out_of_order(count: int) -> Input:
    """Names of one zone, against the order."""
    return octodns(
        "---\n" + "".join(f"a{count - number:05}:\n  value: 10.0.0.1\n  type: A\n" for number in range(count))
    )


@kind
def octodns_values(count: int) -> Input:
    """Values of one name."""
    return octodns("---\n'':\n  type: A\n  values:\n" + lines(count, "  - 10.{1}.{1}.{2}\n"))


@kind
def octodns_mail_exchanges(count: int) -> Input:
    """Mail exchanges of one name, in mappings."""
    return octodns(
        "---\n'':\n  type: MX\n  values:\n"
        + lines(count // 2, "  - exchange: gone{0}.example.com.\n    preference: {0}\n")
    )


@kind
def octodns_texts(count: int) -> Input:
    """Texts of one name, and one long text."""
    return octodns(
        "---\n'':\n  type: TXT\n  values:\n"
        + lines(count, "  - token {0}\n")
        + f"long:\n  type: TXT\n  value: {'x' * count}\n"
    )


@kind
def octodns_folded(count: int) -> Input:
    """A text over many lines, in quotes and folded."""
    return octodns(
        '---\na:\n  type: TXT\n  value: "'
        + "x y\n    " * count
        + '"\nb:\n  type: TXT\n  value: >\n'
        + "    x y\n" * count
    )


@kind
def octodns_duplicate_keys(count: int) -> Input:
    """One name over and over."""
    return octodns("---\n" + "a:\n  type: A\n  value: 10.0.0.1\n" * count)


@kind
def octodns_faults(count: int) -> Input:
    """Names with faults."""
    return octodns("---\n" + lines(count // 2, "a{0:05}:\n  type: A\n  value: 10.0.0.999\n  valeu: x\n"))


@kind
def octodns_anchors(count: int) -> Input:
    """Anchors, each used once."""
    return octodns("---\n" + lines(count // 2, "a{0:05}: &x{0}\n  type: A\n  value: 10.0.{1}.{2}\nb{0:05}: *x{0}\n"))


@kind
def octodns_aliases(count: int) -> Input:
    """Aliases of one anchor."""
    return octodns("---\na: &x\n  type: A\n  value: 10.0.0.1\n" + lines(count, "b{0:05}: *x\n"))


@kind
def octodns_merges(count: int) -> Input:
    """Merge keys."""
    return octodns(
        "---\na: &x\n  type: A\n  ttl: 300\n" + lines(count // 2, "b{0:05}:\n  <<: *x\n  value: 10.0.{1}.{2}\n")
    )


@kind
def octodns_flow(count: int) -> Input:
    """Everything in braces, on one line."""
    return octodns("{" + lines(count // 2, "a{0:05}: {{type: A, value: 10.0.{1}.{2}}}, ") + "}\n")


@kind
def octodns_unusual_entries(count: int) -> Input:
    """Every other entry in a style that the fast way leaves to the slow one."""
    return octodns("---\n" + lines(count // 8, "a{0:05}: &a{0}\n  type: A\n  value: 10.0.0.1\nb{0:05}:\n  <<: *a{0}\n"))


@kind
def octodns_nesting(count: int) -> Input:
    """Brackets in brackets, and blocks in blocks."""
    return octodns(
        "a: " + "[" * count + "\n", {"zones/b.yaml": "".join(" " * depth + "a:\n" for depth in range(min(count, 2000)))}
    )


@kind
def octodns_comments(count: int) -> Input:
    """Comments and blank lines."""
    return octodns("---\n" + "# a comment\n\n" * count + "a:\n  type: A\n  value: 10.0.0.1\n")


@kind
def octodns_suppressions(count: int) -> Input:
    """Suppression comments in YAML."""
    return octodns(
        "---\n"
        + lines(
            count // 2,
            "a{0:05}: # zonelint: ignore[cname-target-missing] known\n  type: CNAME\n  value: gone{0}.example.com.\n",
        )
    )


@kind
def octodns_includes(count: int) -> Input:
    """One file, included over and over."""
    return octodns(
        "---\n" + lines(count // 4, "a{0:05}: !include ../one.yaml\n"), {"one.yaml": "type: A\nvalue: 10.0.0.1\n"}
    )


@kind
def octodns_zones(count: int) -> Input:
    """Zones of one configuration."""
    count //= 10
    given = octodns("---\na:\n  type: A\n  value: 10.0.0.1\n")
    more = lines(count, "  z{0}.example.:\n    sources: [config]\n    targets: []\n")
    files = {f"zones/z{number}.example.yaml": "---\na:\n  type: A\n  value: 10.0.0.1\n" for number in range(count)}
    return Input({**given.files, "config.yaml": given.files["config.yaml"] + more, **files})


@kind
def octodns_parts(count: int) -> Input:
    """Zones of one configuration that a script puts together of two files each."""
    count //= 20
    given = octodns("---\na:\n  type: A\n  value: 10.0.0.1\n")
    more = lines(count, "  z{0}.example.:\n    sources: [config]\n    targets: []\n")
    files = {
        f"zones/z{number}.example._{part}.yaml": f"---\n{part}:\n  type: A\n  value: 10.0.0.1\n"
        for number in range(count)
        for part in ("a", "b")
    }
    return Input({**given.files, "config.yaml": given.files["config.yaml"] + more, **files})


@kind
def copies_of_zones(count: int) -> Input:
    """Zones that lie in two folders, beside a program that names those of one."""
    names = [f"z{number}.example.zone" for number in range(count // 20)]
    files = {f"{folder}/{name}": HEAD for folder in ("here", "there") for name in names}
    return Input({**files, "here/default.nix": "".join(f"(load ./{name})\n" for name in names)})


@kind
def octodns_zones_missing(count: int) -> Input:
    """Zones of one configuration whose files are missing."""
    given = octodns("---\na:\n  type: A\n  value: 10.0.0.1\n")
    more = lines(count, "  z{0}.example.:\n    sources: [config]\n    targets: []\n")
    return Input({**given.files, "config.yaml": given.files["config.yaml"] + more})


@kind
def octodns_split(count: int) -> Input:
    """A zone of a file for each name."""
    head = "providers:\n  config:\n    class: octodns.provider.yaml.SplitYamlProvider\n    directory: ./zones\n"
    zones = "zones:\n  example.com.:\n    sources: [config]\n    targets: []\n"
    files = {f"zones/example.com./a{n}.yaml": f"---\na{n}:\n  type: A\n  value: 10.0.0.1\n" for n in range(count // 10)}
    return Input({"config.yaml": head + zones, **files})


@kind
def record_documents(count: int) -> Input:
    """Documents of ExternalDNS in one file."""
    document = (
        "---\napiVersion: externaldns.k8s.io/v1alpha1\nkind: DNSEndpoint\n"
        "metadata:\n  name: a{0}\nspec:\n  endpoints:\n"
        "  - dnsName: a{0}.example.com\n    recordType: A\n    targets: [10.0.{1}.{2}]\n"
    )
    return zone("", {"endpoints.yaml": lines(count // 8, document)})


@kind
def json_records(count: int) -> Input:
    """Record sets of AWS in JSON, on one line."""
    sets = ", ".join(
        f'{{"Name": "a{n}.example.com.", "Type": "A", "TTL": 60, "ResourceRecords": [{{"Value": "10.0.0.1"}}]}}'
        for n in range(count // 4)
    )
    template = '{"Resources": {"R": {"Type": "AWS::Route53::RecordSetGroup", '
    template += '"Properties": {"HostedZoneName": "example.com.", "RecordSets": ['
    return Input({"stack.json": template + sets + "]}}}}\n"})


# -- other commands ----------------------------------------------------------------------------------------------------


@kind
def words_in_brackets(count: int) -> Input:
    """A record with many words that look like the beginning of one to be filled in."""
    return zone("www A " + "<a " * count + "\n")


@kind
def loopback_addresses(count: int) -> Input:
    """A name with many loopback addresses."""
    return zone("".join(f"l A 127.{number // 65536}.{number // 256 % 256}.{number % 256}\n" for number in range(count)))


@kind
def word_in_a_script(count: int) -> Input:
    """A script with a long word, beside an index that lacks a file."""
    statements = "".join(f'zone "{each}.example" {{ type primary; file "{each}.example.zone"; }};\n' for each in "abcd")
    files = {f"{each}.example.zone": zone("").files["example.com.zone"] for each in "abc"}
    return Input({**files, "named.conf": statements, "make.sh": "KEY=" + "a" * count + " > x.y\n"})


@kind
def halves_of_one_zone(count: int) -> Input:
    """Many copies of a zone in folders that are called after both halves of a split horizon."""
    text = zone("").files["example.com.zone"]
    return Input({f"s{number}/internal/public/example.com.zone": text for number in range(count)})


@kind
def comments_of_a_named_conf(count: int) -> Input:
    """Many lines that begin with a semicolon, some of them with nothing behind it."""
    text = 'zone "example.com" { type primary; file "example.com.zone"; };\n'
    return Input({**zone("").files, "named.conf": "; a\n;\n" * count + text + ";\n" * count})


@kind
def questions(count: int) -> Input:
    """Questions on standard input."""
    return Input(zone("").files, ("lookup", "-"), lines(count, "a{0}.example.com A\n"))


@kind
def pasted_bounce(count: int) -> Input:
    """A long text to explain, of many lines."""
    reply = "550 5.7.25 [192.0.2.{2}] The IP address sending this message does not have a PTR record setup\n"
    return Input(zone("").files, ("explain", "-"), lines(count, reply))


@kind
def pasted_bounce_of_one_line(count: int) -> Input:
    """A long text to explain, of one line."""
    return Input(
        zone("").files, ("explain", "-"), "554 5.7.1 <a@b.example.com>: Relay access denied; [192.0.2.1] " * count
    )


@kind
def pasted_headers(count: int) -> Input:
    """A long text of header lines and addresses."""
    return Input(
        zone("").files,
        ("explain", "-"),
        "450 4.7.1 Client host rejected: cannot find your hostname\n"
        + lines(count, "Received: from h{0}.example.com ([10.0.{1}.{2}])\n"),
    )


@kind
def pasted_words(count: int) -> Input:
    """A long text in free words, with names that the zones hold."""
    text = "our MX, says the host h{0}.example.com, and the domain of user{0}@example.com has no PTR, "
    return Input(zone("").files, ("explain", "-", "."), "".join(text.format(number) for number in range(count)))


@kind
def senders_listed(count: int) -> Input:
    """The list of senders."""
    return declared_senders(count)._replace(words=("senders",))


@kind
def inventory_of_zones(count: int) -> Input:
    """The inventory of many zones."""
    return zones_of_named_conf(count)._replace(words=("inventory",))
