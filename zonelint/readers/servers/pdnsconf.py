"""PowerDNS's pdns.conf: its settings, a line each, and the named.conf files that its bind backend reads.

A setting that no version from 3.0 on knows is a problem, for PowerDNS does not start then; those of backends are not
looked into, nor the values.
"""

from collections import Counter

from zonelint.dns.patterns import late
from zonelint.dns.places import Problem, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.dns.places import SourceFile

_COMMENT = late(r"(?:^|(?<=\s))#")
_NAME = late(r"[A-Za-z0-9_.:-]+")
_OF_A_BACKEND = late(
    r"bind-(?:(.*?)-)??(?:autoprimaries|autoprimary-config|autoprimary-destdir|check-interval|config|dnssec-db|"
    r"dnssec-db-journal-mode|example-zones|hybrid|ignore-broken-records|supermaster-config|supermaster-destdir|"
    r"supermasters)|(?:db2|geoip|gmysql|godbc|goracle|gpgsql|gsqlite|gsqlite3|ldap|lmdb|lua|lua2|mongodb|mydns|opendbx|oracle|pipe|"
    r"pipebackend|random|remote|tinydns|xdb)-.+"
)
_SETTINGS_WORDS = """
8bit-dns add-superfluous-nsec3-for-old-bind allow-axfr-ips allow-dnsupdate-from allow-notify-from allow-recursion
allow-recursion-override allow-unsigned-autoprimary allow-unsigned-notify allow-unsigned-supermaster also-notify
any-to-tcp api api-key api-logfile api-readonly autosecondary axfr-fetch-timeout axfr-lower-serial cache-ttl
carbon-instance carbon-interval carbon-namespace carbon-ourname carbon-server chroot config config-dir config-name
consistent-backends control-console daemon default-api-rectify default-catalog-zone default-ksk-algorithm
default-ksk-algorithms default-ksk-size default-publish-cdnskey default-publish-cds default-soa-content
default-soa-edit default-soa-edit-api default-soa-edit-signed default-soa-mail default-soa-name default-ttl
default-zsk-algorithm default-zsk-algorithms default-zsk-size delay-notifications direct-dnskey
direct-dnskey-signature disable-axfr disable-axfr-rectify disable-syslog disable-tcp distributor-threads
dname-processing dnsproxy-udp-port-range dnssec dnssec-key-cache-ttl dnsupdate dnsupdate-require-tsig
do-ipv6-additional-processing domain-metadata-cache-ttl edns-cookie-secret edns-subnet-option-number
edns-subnet-processing enable-gss-tsig enable-lua-record-updates enable-lua-records entropy-source expand-alias
experimental-api-readonly experimental-direct-dnskey experimental-dname-processing experimental-dnsupdate
experimental-json-interface experimental-logfile experimental-lua-policy-script fancy-records forward-dnsupdate
forward-notify gmysql gpgsql gsqlite gss-max-contexts guardian help ignore-unknown-settings include include-dir launch
lazy-recursion list-modules load-modules local-address local-address-nonexist-fail local-ipv6 local-ipv6-nonexist-fail
local-port log-dns-details log-dns-queries log-failed-updates log-timestamp logfile logging-facility
logging-structured loglevel loglevel-show lua-axfr-script lua-consistent-hashes-cleanup-interval
lua-consistent-hashes-expire-delay lua-dnsupdate-policy-script lua-global-include-dir lua-health-checks-expire-delay
lua-health-checks-interval lua-prequery-script lua-records-exec-limit lua-records-insert-whitespace master
max-cache-entries max-ent-entries max-generate-steps max-include-depth max-nsec3-iterations max-packet-cache-entries
max-queue-length max-signature-cache-entries max-tcp-connection-duration max-tcp-connections
max-tcp-connections-per-client max-tcp-transactions-per-conn member-catalog-group module-dir mydns named-conf
naptr-additional-processing negquery-cache-ttl no-config no-shuffle non-local-bind on-error-resume-next only-notify
oracle out-of-zone-additional-processing outgoing-axfr-expand-alias overload-queue-length per-zone-axfr-acls
pipebackend-abi-version prevent-self-notification primary protobuf-servers proxy-protocol-from
proxy-protocol-maximum-size query-cache-ttl query-local-address query-local-address6 query-logging queue-limit
receiver-threads recursive-cache-ttl recursor resolve-across-zones resolver retrieval-threads reuseport rng
rrsig-expiry-extend secondary secondary-check-signature-freshness secondary-do-renotify security-poll-suffix
send-root-referral send-signed-notify server-id setgid setuid signing-threads skip-cname slave slave-cycle-interval
slave-renotify smtpredirector soa-edit-spread soa-expire-default soa-minimum-ttl soa-refresh-default soa-retry-default
soa-serial-offset socket-dir start-id strict-rfc-axfrs superslave supermaster svc-autohints tcp-control-address
tcp-control-port tcp-control-range tcp-control-secret tcp-fast-open tcp-idle-timeout traceback-handler transactions
trusted-notification-proxy udp-truncation-threshold upgrade-unknown-types urlredirector use-logfile verbose version
version-string views webserver webserver-address webserver-allow-from webserver-connection-timeout
webserver-cross-origin-request-header webserver-hash-plaintext-credentials webserver-loglevel webserver-max-bodysize
webserver-max-concurrent-connections webserver-password webserver-port webserver-print-arguments wildcard-url
wildcards workaround-11804 write-pid xfr-cycle-interval xfr-max-received-mbytes zone zone-cache-refresh-interval
zone-metadata-cache-ttl zone-name
"""
_SETTINGS = frozenset(_SETTINGS_WORDS.split())
_MAIN_NAME = late(r"(?:^|/)pdns[^/]*\.conf$")
_BIND_CONFIG = late(r"bind(?!.*-(?:autoprimary|supermaster)-)(?:-[A-Za-z0-9_.-]+)?-config")


class PdnsConf:
    """What a pdns.conf says.

    is_part   whether it is one of the files of an `include-dir`, which add to what the main file launches
    values    setting -> (its value in parts, 1-based line on which the last one stands); `+=` adds to what is there
    ignored   unknown settings that do not matter
    problems  what PowerDNS would refuse
    """

    def __init__(self) -> None:
        self.is_part = False
        self.values: dict[str, tuple[list[str], int]] = {}
        self.ignored: frozenset[str] = frozenset()
        self.problems: list[Problem] = []

    @property
    def bind_configs(self) -> list[tuple[str, int]]:
        """(path, line) of each named.conf that its bind backends read; nothing where others are launched alone."""
        launched = self.values.get("launch")
        if launched is not None and not any(name.partition(":")[0] == "bind" for name in _words(launched[0])):
            return []
        found = [value for name, value in self.values.items() if _BIND_CONFIG.fullmatch(name)]
        return [(parts[-1], line) for parts, line in found if parts[-1]]


def read(source: "SourceFile") -> PdnsConf:
    """Read the pdns.conf that `source` holds. Raises OSError if it cannot be read."""
    conf = PdnsConf()
    conf.is_part = not _MAIN_NAME.search(source.path)
    written, first = "", 0
    for number, line in enumerate(source.text.split("\n"), 1):
        first = first if written else number
        line = line.rstrip()
        if line.endswith("\\"):
            written += line[:-1]
            continue
        text = written + line
        comment = _COMMENT.search(text)
        message = _take(conf, text[: comment.start()].strip() if comment is not None else text.strip(), first)
        if message:
            conf.problems.append(Problem("index-error", message, source, Span(first, 1, number, len(line) + 1)))
        written = ""
    _check_launch(conf, source)
    return conf


def _take(conf: PdnsConf, text: str, line: int) -> str:
    """Take the setting that `text` is into `conf`; returns what is wrong with it."""
    added = "+=" in text
    name, _, value = text.partition("+=" if added else "=")
    name, value = name.strip(), value.strip(" \t")
    if not name:
        return ""
    if name not in _SETTINGS and not _OF_A_BACKEND.fullmatch(name):
        if name in conf.ignored:
            return ""
        return f"PowerDNS has no setting {name if _NAME.fullmatch(name) else repr(name)}, and does not start"
    before = conf.values.get(name)
    if added and before is None and name == "launch" and not conf.is_part:
        return f"{name}+= adds to nothing: there is no {name}= before it"
    parts = before[0] if added and before is not None else []
    parts.append(value)
    conf.values[name] = parts, line
    if name == "ignore-unknown-settings":
        conf.ignored = frozenset(_words(parts[-1:])) | (conf.ignored if added else frozenset())
    return ""


def _check_launch(conf: PdnsConf, source: "SourceFile") -> None:
    parts, line = conf.values.get("launch", ([], 0))
    names = _words(parts)
    known = frozenset(names)
    for name in sorted(name for name, count in Counter(names).items() if count > 1):
        message = f"PowerDNS refuses to launch {name} twice"
        conf.problems.append(Problem("index-error", message, source, Span(line, 1, line, 1)))
    if not names or "include-dir" in conf.values:
        return  # what is launched may be said elsewhere
    for name, (_, line) in conf.values.items():
        found = _OF_A_BACKEND.fullmatch(name) if name.startswith("bind-") else None
        backend = f"bind:{found[1]}" if found is not None and found[1] else "bind"
        if found is not None and backend not in known:
            message = f"PowerDNS has no setting {name} unless it launches {backend}, and does not start"
            conf.problems.append(Problem("index-error", message, source, Span(line, 1, line, 1)))


def _words(parts: "list[str]") -> list[str]:
    return " ".join(parts).replace(",", " ").split()
