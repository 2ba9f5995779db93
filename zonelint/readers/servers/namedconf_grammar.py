"""The statements of named.conf: where each may stand, and what it takes, in the notation of BIND's own manual.

What BIND 9.4 to 9.20 accept is accepted: a statement that is not here may be one of a version before or after, and
anything goes for it. Where versions differ in what a statement takes, all of it is here.

In a template ``[ ]`` holds what may be left out, ``( | )`` alternatives, ``<kind>`` one word, and ``{kind}`` a block.
"""

import re
from functools import cache

_BOOLEAN = "yes|no|true|false|1|0"
_ADDRESS = r"(?=[^ ]*[.:])[0-9a-f:.]+(?:%[^ ]+)?"
_SIZE = r"\d+[kmgt]?"
_WORDS = {
    "boolean": f"(?:{_BOOLEAN})",
    "integer": r"(?:\d+|0x[0-9a-f]+)",
    "number": r"[\d.]+",
    "percent": r"\d+%",
    "duration": r"(?:\d++(?![wdhms])|(?:\d++[wdhms])+|p[0-9ymwdths]+)",
    "size": rf"(?:{_SIZE}|unlimited|default)",
    "string": r"[^ {]+",
    "bare": r'[^ {"]+',
    "quoted": '"',
    "address": rf"(?:{_ADDRESS}|\*)",
    "net": r"(?=[^ ]*[.:/])[0-9a-f:./]+(?:%[^ ]+)?",
    "mode": "(?:fail|warn|ignore)",
    "class": r"(?:in|internet|ch|chaos|hs|hesiod|any|none|class\d+)",
    "match": (
        "(?:6to4-self|external|krb5-self|krb5-selfsub|krb5-subdomain|krb5-subdomain-self-rhs|ms-self|ms-selfsub|"
        "ms-subdomain|ms-subdomain-self-rhs|name|self|selfsub|selfwild|subdomain|tcp-self|wildcard|zonesub)"
    ),
}
# What one `<kind>` stands for where that is more than a word.
_PHRASES = {
    # A port and the like, in any order, before a block or behind an address.
    "details": r"(?: (?:port|dscp) (?:\d+|\*)| (?:tls|http|proxy|transport|key|source|source-v6) [^ {]+)*",
    "element": r"(?: !+)*(?: !*(?!key(?: |$))[^ {!]+| !*key [^ {]+| geoip(?: [^ {]+)+| \{)",
    # BIND skips one word more, whatever it is.
    "rotation": (
        rf"(?: versions (?:unlimited|\d+)| size (?:{_SIZE}|unlimited|default)| suffix [^ {{]+)*"
        r'(?: (?!(?:versions|size|suffix)(?: |$))[^ {"]+)?'
    ),
    "any": r"(?: [^ {]+| \{)*",
    "words": "(?: [^ {]+)*",
    "source": rf"(?: address| port (?:\d+|\*)| dscp \d+| (?:{_ADDRESS}|\*|none))+",
}

# contexts ("options", "view" and "zone" by their first letters), template, keywords; those with "+" may stand twice
_STATEMENTS = (
    ("top view", "<string> [ <class> ] {zone}", "zone+"),
    ("top", "<string> [ <class> ] {view}", "view+"),
    ("top", "{options}", "options+"),
    ("top", "{logging}", "logging"),
    ("top", "{controls}", "controls+"),
    ("top", "{channels}", "statistics-channels+"),
    ("top", "<string> {addresses}", "acl+"),
    ("top", "<string> <details> {remotes}", "masters+ primaries+ parental-agents+ remote-servers+"),
    ("top", "<string> {zone}", "template+"),
    ("top", "<string> {policy}", "dnssec-policy+"),
    ("top", "<string> {tls}", "tls+"),
    ("top", "<string> {http}", "http+"),
    ("top", "<string> {any}", "key-store+"),
    ("top view", "<string> {key}", "key+"),
    ("top view", "<string> {dlz}", "dlz+"),
    ("top view", "<net> {server}", "server+"),
    ("top view", "<string> <quoted> {any}", "dyndb+"),
    ("top view", "query <string> [ {any} ]", "plugin+"),
    ("top view", "{anchors}", "managed-keys+ trust-anchors+"),
    ("top view", "{keys}", "trusted-keys+"),
    ("top o v z key dlz server logging channel controls", "<quoted>", "include+"),
    ("key", "<string>", "algorithm secret"),
    ("dlz", "<string>", "database"),
    ("dlz", "<boolean>", "search"),
    ("logging", "<string> {strings}", "category+"),
    ("logging", "<string> {channel}", "channel+"),
    ("channel", "", "null stderr"),
    ("channel", "<boolean>", "buffered print-category print-severity"),
    ("channel", "( <boolean> | iso8601 | iso8601-utc | local )", "print-time"),
    ("channel", "( critical | error | warning | notice | info | dynamic | debug [ <integer> ] )", "severity"),
    ("channel", "[ <string> ]", "syslog"),
    ("channel", "<quoted> <rotation>", "file"),
    (
        "controls",
        "<address> [ port ( <integer> | * ) ] allow {addresses} [ keys {strings} ] [ read-only <boolean> ]",
        "inet+",
    ),
    (
        "controls",
        "<quoted> perm <integer> owner <integer> group <integer> [ keys {strings} ] [ read-only <boolean> ]",
        "unix+",
    ),
    ("channels", "<address> [ port ( <integer> | * ) ] [ allow {addresses} ]", "inet+"),
    (
        "server",
        "<boolean>",
        "bogus edns provide-ixfr request-expire request-ixfr request-nsid send-cookie tcp-keepalive",
    ),
    ("server", "<boolean>", "tcp-only"),
    ("server", "( <string> | {strings} )", "keys"),
    ("server", "<integer>", "edns-udp-size edns-version max-udp-size padding transfers"),
    ("server", "<source>", "notify-source notify-source-v6 query-source query-source-v6"),
    ("server", "<source>", "transfer-source transfer-source-v6"),
    ("server", "( many-answers | one-answer )", "transfer-format"),
    # -- options, views and zones
    ("z", "<bare>", "type"),
    ("z", "<string>", "database dlz in-view"),
    ("z", "<string>", "file"),  # PowerDNS does without quotes; the reader tells
    ("z", "<quoted>", "journal"),
    ("z", "<mode>", "check-names"),
    ("z", "<details> {remotes}", "masters primaries"),
    ("o v z", "<details> {remotes}", "also-notify parental-agents"),
    ("z", "( local | {grants} )", "update-policy"),
    ("z", "{strings}", "server-addresses server-names"),
    ("z", "<boolean>", "delegation-only"),
    ("o v z", "<boolean>", "inline-signing"),
    ("o v", "( primary | master | secondary | slave | response ) <mode>", "check-names+"),
    ("o v z", "<mode>", "check-dup-records check-mx check-mx-cname check-srv-cname check-spf"),
    ("v", "{addresses}", "match-clients match-destinations"),
    ("v", "<boolean>", "match-recursive-only"),
    ("o v z", "{addresses}", "allow-notify allow-query allow-query-on allow-update allow-update-forwarding"),
    ("o v z", "<details> {addresses}", "allow-transfer"),
    (
        "o v",
        "{addresses}",
        "allow-query-cache allow-query-cache-on allow-recursion allow-recursion-on no-case-compress",
    ),
    ("o v", "{addresses}", "sortlist"),
    ("o", "{addresses}", "blackhole keep-response-order"),
    ("o", "<details> {addresses}", "listen-on+ listen-on-v6+"),
    ("o v z", "<details> {forwarders}", "forwarders"),
    ("o v", "<details> {servers}", "dual-stack-servers"),
    ("o v z", "( first | only )", "forward"),
    ("o v z", "( <boolean> | explicit | master-only | primary-only )", "notify"),
    ("o v z", "( <boolean> | notify | notify-passive | passive | refresh )", "dialup"),
    ("o v z", "( <boolean> | full | terse | none )", "zone-statistics"),
    ("o v z", "( allow | maintain | off )", "auto-dnssec"),
    ("o v z", "( date | increment | unixtime )", "serial-update-method"),
    ("o v z", "( maintain | no-resign )", "dnssec-update-mode"),
    ("o v z", "( full | relative )", "masterfile-style"),
    ("o v z", "( raw | text | map )", "masterfile-format"),
    ("o v", "( many-answers | one-answer )", "transfer-format"),
    ("o v", "( <boolean> | no-auth | no-auth-recursive )", "minimal-responses"),
    ("o v z", "( <boolean> | primary | master | secondary | slave )", "ixfr-from-differences"),
    ("o v", "( <boolean> | auto )", "dnssec-validation"),
    ("o v", "( strict | relaxed | disabled | off )", "qname-minimization"),
    ("o v", "( disabled | off | <integer> )", "stale-answer-client-timeout"),
    ("o", "( aes | siphash24 )", "cookie-algorithm"),
    ("o", "( <quoted> | none )", "geoip-directory hostname lock-file pid-file session-keyfile version"),
    ("o", "( <quoted> | none | hostname )", "server-id"),
    ("o", "<quoted>", "bindkeys-file directory dump-file managed-keys-directory memstatistics-file recursing-file"),
    ("o", "<quoted>", "secroots-file statistics-file tkey-domain tkey-gssapi-credential tkey-gssapi-keytab"),
    ("o v", "<quoted>", "new-zones-directory"),
    ("o v z", "<quoted>", "key-directory"),
    ("o", "<size>", "coresize datasize files stacksize"),
    ("o v z", "<size>", "max-journal-size"),
    ("o v", "( <size> | <percent> )", "max-cache-size"),
    ("o v z", "( unlimited | <percent> )", "max-ixfr-ratio"),
    ("o v z", "( unlimited | <duration> )", "max-zone-ttl"),
    ("o v", "<size>", "lmdb-mapsize"),
    ("o", "<boolean>", "answer-cookie automatic-interface-scan flush-zones-on-shutdown match-mapped-addresses"),
    ("o", "<boolean>", "memstatistics querylog reuseport"),
    ("o v", "<boolean>", "provide-ixfr request-nsid send-cookie"),
    ("o v z", "<boolean>", "request-expire request-ixfr"),
    ("o v", "<boolean>", "allow-new-zones auth-nxdomain dnssec-accept-expired empty-zones-enable glue-cache"),
    ("o v", "<boolean>", "ipv4only-enable message-compression minimal-any recursion require-server-cookie"),
    ("o v", "<boolean>", "root-key-sentinel stale-answer-enable stale-cache-enable synth-from-dnssec"),
    ("o v", "<boolean>", "trust-anchor-telemetry zero-no-soa-ttl-cache"),
    ("o v z", "<boolean>", "check-integrity check-sibling check-wildcard dnssec-dnskey-kskonly"),
    ("o v z", "<boolean>", "dnssec-secure-to-insecure multi-master notify-to-soa try-tcp-refresh update-check-ksk"),
    ("o v z", "<boolean>", "use-alt-transfer-source zero-no-soa-ttl"),
    ("o", "<duration>", "interface-interval"),
    (
        "o v",
        "<duration>",
        "lame-ttl max-cache-ttl max-ncache-ttl max-stale-ttl min-cache-ttl min-ncache-ttl nta-lifetime",
    ),
    ("o v", "<duration>", "nta-recheck servfail-ttl stale-answer-ttl stale-refresh-time"),
    ("o", "<integer>", "heartbeat-interval http-port https-port notify-rate port recursive-clients serial-query-rate"),
    (
        "o",
        "<integer>",
        "startup-notify-rate tcp-clients tcp-idle-timeout tcp-initial-timeout tcp-listen-queue tls-port",
    ),
    ("o", "<integer>", "tcp-advertised-timeout tcp-keepalive-timeout transfer-message-size transfers-in transfers-out"),
    ("o", "<integer>", "transfers-per-ns"),
    ("o v", "<integer>", "edns-udp-size max-udp-size clients-per-query max-clients-per-query max-recursion-depth"),
    ("o v", "<integer>", "max-recursion-queries nocookie-udp-size resolver-query-timeout v6-bias"),
    ("o v z", "<integer>", "dnssec-loadkeys-interval max-records max-refresh-time max-retry-time"),
    ("o v z", "<integer>", "max-transfer-idle-in max-transfer-idle-out max-transfer-time-in max-transfer-time-out"),
    ("o v z", "<integer>", "min-refresh-time min-retry-time notify-delay sig-signing-nodes sig-signing-signatures"),
    ("o v z", "<integer>", "sig-signing-type"),
    ("o v z", "<integer> [ <integer> ]", "sig-validity-interval"),
    ("o v", "<integer> [ <integer> ]", "prefetch"),
    ("o v", "<integer> [ ( drop | fail ) ]", "fetches-per-server fetches-per-zone"),
    ("o v", "<integer> <number> <number> <number>", "fetch-quota-params"),
    ("o v z", "<source>", "alt-transfer-source alt-transfer-source-v6 notify-source notify-source-v6 parental-source"),
    ("o v z", "<source>", "parental-source-v6 transfer-source transfer-source-v6"),
    ("o v", "<source>", "query-source query-source-v6"),
    ("o v", "<string>", "attach-cache disable-empty-zone+ dns64-contact dns64-server empty-contact empty-server"),
    ("o v", "<string>", "ipv4only-contact ipv4only-server nxdomain-redirect preferred-glue"),
    ("o", "<string>", "cookie-secret+ session-keyalg session-keyname"),
    ("o v z", "<string>", "dnssec-policy"),
    ("o v", "<string> <boolean>", "dnssec-must-be-secure+"),
    ("o v", "<string> {strings}", "disable-algorithms+ disable-ds-digests+"),
    ("o v", "<net> {dns64}", "dns64+"),
    ("o v", "{strings}", "validate-except"),
    ("o v", "{addresses} [ except-from {strings} ]", "deny-answer-addresses"),
    ("o v", "{strings} [ except-from {strings} ]", "deny-answer-aliases"),
    ("o v", "{addresses} block-size <integer>", "response-padding"),
    ("o v", "{any} <any>", "response-policy"),
    ("o v", "{any}", "catalog-zones rrset-order"),
    ("o v", "{rate-limit}", "rate-limit"),
    ("rate-limit", "<boolean>", "log-only"),
    ("rate-limit", "{addresses}", "exempt-clients"),
    (
        "rate-limit",
        "<integer>",
        "all-per-second errors-per-second ipv4-prefix-length ipv6-prefix-length max-table-size",
    ),
    ("rate-limit", "<integer>", "min-table-size nodata-per-second nxdomains-per-second qps-scale referrals-per-second"),
    ("rate-limit", "<integer>", "responses-per-second slip window"),
    ("policy", "<duration>", "dnskey-ttl parent-ds-ttl parent-propagation-delay publish-safety retire-safety"),
    (
        "policy",
        "<duration>",
        "signatures-refresh signatures-validity signatures-validity-dnskey zone-propagation-delay",
    ),
    ("policy", "{any}", "keys"),
    ("tls", "<quoted>", "ca-file cert-file dhparam-file key-file remote-hostname"),
    ("tls", "<boolean>", "prefer-server-ciphers session-tickets"),
    ("tls", "<string>", "ciphers"),
    ("tls", "{strings}", "protocols"),
    ("http", "{strings}", "endpoints"),
    ("http", "<integer>", "listener-clients streams-per-connection"),
    ("dns64", "<boolean>", "break-dnssec recursive-only"),
    ("dns64", "{addresses}", "clients exclude mapped"),
    ("dns64", "<address>", "suffix"),
)
_ELEMENTS = {
    "addresses": "<element>",
    "strings": "<string>",
    "remotes": "<string> <details>",
    "servers": "<string> <details>",
    "forwarders": "<address> <details>",
    "grants": "( grant | deny ) <string> <match> <words>",
    "keys": "<string> <integer> <integer> <integer> <quoted>",
    "anchors": (
        "<string> ( initial-key | static-key | initial-ds | static-ds ) <integer> <integer> <integer> <quoted>"
    ),
}
"""Kind of a block whose statements have no keyword -> what each of them is."""
_LETTERS = {"o": "options", "v": "view", "z": "zone"}
CONTEXTS = {
    "top": "outside all blocks",
    "options": "in `options`",
    "view": "in a view",
    "zone": "in a zone",
    **{name: f"in `{name}`" for name in ("key", "dlz", "server", "logging", "channel", "controls", "dns64")},
    **{name: f"in `{name}`" for name in ("rate-limit", "tls", "http")},
    "policy": "in `dnssec-policy`",
    "channels": "in `statistics-channels`",
}
"""Kind of a block whose statements have keywords -> how it is called."""


class Form:
    """What a statement takes.

    template  in the notation above
    shown     the same for users, as BIND's manual has it
    kinds     of its blocks, in order
    repeats   whether a block may hold it twice
    is_open   whether it takes any number of words
    """

    __slots__ = ("template", "shown", "kinds", "repeats", "is_open", "_pattern")

    def __init__(self, template: str, repeats: bool = True) -> None:
        self.template = template
        self.shown = re.sub(r"\{[a-z0-9-]+\}", "{ … }", template).replace("<bare>", "<word>")
        self.kinds = re.findall(r"\{([a-z0-9-]+)\}", template)
        self.repeats = repeats
        self.is_open = "<any>" in template or "<words>" in template
        self._pattern: re.Pattern[str] | None = None

    def accepts(self, shape: str) -> bool:
        """Tell whether a statement of this `shape` (see namedconf_forms) is one of this form."""
        if self._pattern is None:
            self._pattern = re.compile(_pattern_of(self.template))
        return self._pattern.fullmatch(shape) is not None


def _pattern_of(template: str) -> str:
    pattern = ""
    for token in template.split():
        if token in ("(", "["):
            pattern += "(?:"
        elif token == "]":
            pattern += ")?"
        elif token in (")", "|"):
            pattern += token
        elif token[0] == "<":
            kind = token[1:-1]
            pattern += _PHRASES.get(kind) or f" {_WORDS[kind]}"
        else:
            pattern += r" \{" if token[0] == "{" else f" {re.escape(token)}"
    return pattern


@cache
def forms(context: str) -> dict[str, Form]:
    """Return keyword -> what it takes, of the statements in a block of the kind `context`; empty: anything goes."""
    if context in _ELEMENTS:
        form = Form(_ELEMENTS[context])
        if context == "addresses":
            form.kinds = [context]
        return {"": form}
    known: dict[str, Form] = {}
    for contexts, template, keywords in _STATEMENTS:
        if context in [_LETTERS.get(word, word) for word in contexts.split()]:
            for keyword in keywords.split():
                known[keyword.rstrip("+")] = Form(template, keyword.endswith("+"))
    return known


@cache
def contexts_of(keyword: str) -> frozenset[str]:
    """Return the kinds of blocks that a statement of `keyword` may stand in; empty if it is not known."""
    return frozenset(context for context in CONTEXTS if keyword in forms(context))


def may_be_keyword(word: str) -> bool:
    """Tell whether some version of BIND may have a statement of that name: it looks like one, and is no value."""
    looks_like_one = re.fullmatch(r"[a-z][a-z0-9]++(?:-[a-z0-9]++)*", word) is not None
    return looks_like_one and word not in _values()


@cache
def _values() -> frozenset[str]:
    """Return the words that are values of some statement, and name none."""
    templates = (re.sub(r"<[^>]*>|\{[^}]*\}", "", template) for _, template, _ in _STATEMENTS)
    texts = (_BOOLEAN, _WORDS["mode"], _WORDS["class"], "default unlimited localhost localnets", *templates)
    words = re.findall(r"[a-z0-9-]+", " ".join(texts))
    return frozenset(word for word in words if not contexts_of(word))
