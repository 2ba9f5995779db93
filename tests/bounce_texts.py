"""Texts as administrators paste them, in the manner of many receivers: who has it, the checks behind it, the text.

All are written for these tests. `CAUSES` names the checks of data/bounces.toml that are right for a text, any of them.
"""

from typing import NamedTuple


class Pasted(NamedTuple):
    """A text, in whose manner it is, and the checks that are right for it: the zones' or somebody else's matter."""

    manner: str
    causes: str
    text: str


TEXTS = (
    Pasted(
        "Gmail",
        "iprev",
        "421-4.7.23 [4.3.2.1] The sending IP address for this message doesn't have a PTR record, or the PTR "
        "record's forward DNS entry doesn't match the sending IP address. Gmail - gsmtp",
    ),
    Pasted(
        "Gmail",
        "spf",
        "550-5.7.26 This message fails to pass SPF checks for an SPF record with a hard fail policy 550-5.7.26 "
        "(-all). To best protect our users from spam and phishing, the message has been blocked. - gsmtp",
    ),
    Pasted(
        "Gmail",
        "authentication",
        "550-5.7.26 This message does not have authentication information or fails to 550-5.7.26 pass "
        "authentication checks. To best protect our users from spam, the message has been blocked.",
    ),
    Pasted(
        "Gmail",
        "reputation",
        "421-4.7.0 [4.3.2.1 15] Our system has detected an unusual rate of unsolicited mail 421-4.7.0 "
        "originating from your IP address. To protect our users from spam, mail sent from your IP 421 4.7.0 "
        "address has been temporarily rate limited. - gsmtp",
    ),
    Pasted(
        "Gmail",
        "reputation",
        "550-5.7.1 [4.3.2.1] Our system has detected that this message is likely suspicious 550-5.7.1 due to "
        "the very low reputation of the sending IP address. - gsmtp",
    ),
    Pasted(
        "Gmail",
        "mailbox",
        "550-5.1.1 The email account that you tried to reach does not exist. Please try 550-5.1.1 "
        "double-checking the recipient's email address for typos - gsmtp",
    ),
    Pasted("Gmail", "mailbox", "452-4.2.2 The recipient's inbox is out of storage space and inactive. - gsmtp"),
    Pasted(
        "Outlook",
        "reputation",
        "550 5.7.1 Unfortunately, messages from [4.3.2.1] weren't sent. Please contact your Internet service "
        "provider since part of their network is on our block list (S3140). You can also refer your provider "
        "to http://mail.live.com/mail/troubleshooting.aspx#errors. [DB5EUR01FT042.outlook.com]",
    ),
    Pasted(
        "Outlook",
        "reputation",
        "451 4.7.650 The mail server [4.3.2.1] has been temporarily rate limited due to IP reputation. For "
        "e-mail delivery information, see https://postmaster.live.com (S775)",
    ),
    Pasted("Office 365", "account", "Remote Server returned '550 5.1.8 Access denied, bad outbound sender AS(42003)'"),
    Pasted(
        "Office 365",
        "permission",
        "Your message did not reach anybody. The error was: SendAsDenied; vente@origine.example not permitted "
        "to send as info@origine.example; 5.7.60 SMTP; Client does not have permissions to send as this sender",
    ),
    Pasted(
        "Office 365",
        "reputation",
        "550 5.7.606 Access denied, banned sending IP [4.3.2.1]. To request removal from this list please "
        "visit https://sender.office.com/ and follow the directions.",
    ),
    Pasted(
        "Office 365",
        "spf",
        "550 5.7.23 The message was rejected because of Sender Policy Framework violation -> 550 5.7.1 "
        "Recipient not authorized, your IP has been found on a block list",
    ),
    Pasted(
        "Office 365",
        "bulk",
        "550 5.7.515 Access denied, sending domain origine.example doesn't meet the required authentication "
        "level. The sender's domain in the 5322.From address doesn't meet the requirements.",
    ),
    Pasted(
        "Office 365", "relay", "550 5.7.64 TenantAttribution; Relay Access Denied [AM5EUR03FT013.eop-EUR03.outlook.com]"
    ),
    Pasted(
        "Yahoo",
        "blocklist reputation",
        "553 5.7.1 [BL21] Connections will not be accepted from 4.3.2.1, because the ip is in Spamhaus's list; "
        "see https://postmaster.yahooinc.com/error-codes",
    ),
    Pasted(
        "Yahoo",
        "reputation",
        "421 4.7.0 [TSS04] Messages from 4.3.2.1 temporarily deferred due to unexpected volume or user "
        "complaints - 4.16.55.1; see https://postmaster.yahooinc.com/error-codes",
    ),
    Pasted(
        "AOL",
        "ptr",
        "220-AOL and its affiliated companies do not authorize the use of their computers for bulk mail.\n"
        "220-Effective now: AOL may no longer accept connections from IP addresses which\n220 have no "
        "reverse-DNS (PTR records) assigned.",
    ),
    Pasted(
        "AOL",
        "ptr",
        "220-America Online (AOL) e le societ\u00e0 affiliate non autorizzano l'uso dei propri computer\n"
        "220-per la posta indesiderata. AOL potrebbe non accettare pi\u00f9 connessioni da indirizzi IP ai "
        "quali\n220 non \u00e8 assegnato un DNS inverso (record PTR).",
    ),
    Pasted(
        "GMX",
        "generic-ptr ptr iprev",
        "554-gmx.net (mxgmx017) Nemesis ESMTP Service not available\n554-No SMTP service\n554-Bad DNS PTR "
        "resource record.\n554 For explanation visit "
        "https://postmaster.gmx.net/de/case?c=rdns&i=ip&v=4.3.2.1&r=1M4",
    ),
    Pasted(
        "web.de",
        "blocklist",
        "554-web.de (mxweb112) Nemesis ESMTP Service not available\n554-No SMTP service\n554-IP address is "
        "block listed.\n554 For explanation visit https://postmaster.web.de/de/case?c=bl",
    ),
    Pasted(
        "T-Online",
        "reputation",
        "554 IP=4.3.2.1 - A problem occurred. Ask your postmaster for help or to contact tosa@rx.t-online.de "
        "for reset. (BL)",
    ),
    Pasted(
        "Orange",
        "reputation later",
        "host smtp-in.orange.fr[9.8.7.6] refused to talk to me: 421 mwinf5c04 ME Trop de connexions, veuillez "
        "verifier votre configuration. Too many connections, slow down. OFR004_104",
    ),
    Pasted("Orange", "reputation", "550 5.2.0 Mail rejete. Mail rejected. OFR_506 [506]"),
    Pasted("Free", "later", "451 too many errors from your ip (4.3.2.1), please visit http://postmaster.free.fr/"),
    Pasted(
        "Free",
        "mailbox",
        "550 5.1.1 <client@free.example>: Adresse d au moins un destinataire invalide. Invalid recipient. (#5.1.1)",
    ),
    Pasted(
        "Libero",
        "blocklist reputation",
        "550 smtp-17.iol.local smtp-17.iol.local IP blacklisted by CSI. For remediation please use "
        "http://csi.cloudmark.com/reset-request/?ip=4.3.2.1 [smtp-17.iol.local; LIB_102]",
    ),
    Pasted(
        "Libero", "spf", "550 Messaggio rifiutato: il controllo SPF per origine.example non \u00e8 riuscito (4.3.2.1)"
    ),
    Pasted("Aruba", "iprev ptr", "554 mxcmd03.ad.aruba.it bizsmtp Rifiutato: nessun reverse DNS per 4.3.2.1"),
    Pasted(
        "Aruba", "sender-domain", "450 4.1.8 <vente@origine.example>: Indirizzo mittente rifiutato: dominio non trovato"
    ),
    Pasted(
        "Proofpoint",
        "blocklist reputation",
        "554 5.7.1 Service unavailable; 550 5.7.0 Blocked - see https://ipcheck.proofpoint.com/?ip=4.3.2.1",
    ),
    Pasted(
        "Proofpoint", "spf", "550 5.7.0 Message rejected per SPF policy - origine.example does not authorise 4.3.2.1"
    ),
    Pasted(
        "Mimecast",
        "reputation",
        "550 Administrative prohibition - envelope blocked - https://community.mimecast.com/docs/DOC-1369#550 "
        "[R8zk0b2vMZ.uk118]",
    ),
    Pasted(
        "Mimecast",
        "dmarc",
        "550 Rejected by header based Anti-Spoofing policy: vente@origine.example; the domain's DMARC check "
        "did not pass",
    ),
    Pasted(
        "Barracuda",
        "blocklist",
        "554 Service unavailable; Client host [4.3.2.1] blocked using b.barracudacentral.org; "
        "http://www.barracudanetworks.com/reputation/?pr=1&ip=4.3.2.1",
    ),
    Pasted(
        "Barracuda",
        "iprev ptr",
        "550 permanent failure for one or more recipients (c@client.example:blocked); sender has no rDNS",
    ),
    Pasted(
        "Cisco IronPort",
        "reputation",
        "554-esa1.client.example 554 Your access to this mail system has been rejected due to the sending "
        "MTA's poor reputation. If you believe that this failure is in error, please contact the intended "
        "recipient via alternate means.",
    ),
    Pasted(
        "Cisco IronPort", "sender-domain", "553 #5.1.8 Domain of sender address <vente@origine.example> does not exist"
    ),
    Pasted(
        "Cisco IronPort",
        "recipient-domain",
        "5.1.2 - Bad destination host 'DNS Hard Error looking up origine.example (MX): NXDomain'",
    ),
    Pasted(
        "Postfix",
        "helo helo-match helo-address helo-name",
        "554 5.7.1 <localhost.localdomain>: Helo command rejected: You are not localhost (in reply to RCPT TO command)",
    ),
    Pasted(
        "Postfix",
        "blocklist",
        "554 5.7.1 Service unavailable; Client host [4.3.2.1] blocked using zen.spamhaus.org; "
        "https://www.spamhaus.org/query/ip/4.3.2.1 (in reply to RCPT TO command)",
    ),
    Pasted(
        "Postfix",
        "mailbox",
        "550 5.1.1 <info@client.example>: Recipient address rejected: User unknown in virtual mailbox table "
        "(in reply to RCPT TO command)",
    ),
    Pasted("Postfix", "relay", "554 5.7.1 <info@client.example>: Relay access denied (in reply to RCPT TO command)"),
    Pasted(
        "Postfix",
        "later",
        "450 4.2.0 <info@client.example>: Recipient address rejected: Greylisted, see "
        "http://postgrey.schweikert.ch/help/client.example.html",
    ),
    Pasted(
        "Postfix",
        "recipient-domain",
        "<vente@origine.example>: Host or domain name not found. Name service error for "
        "name=mail.origine.example.origine.example type=A: Host not found",
    ),
    Pasted(
        "Postfix",
        "permission",
        "553 5.7.1 <info@origine.example>: Sender address rejected: not owned by user vente@origine.example",
    ),
    Pasted(
        "Postfix",
        "connection",
        "<vente@origine.example>: connect to mail.origine.example[192.168.7.25]:25: Connection timed out",
    ),
    Pasted("Exim", "iprev ptr", "550 Rejected: host name lookup failed for your address, no reverse DNS [4.3.2.1]"),
    Pasted(
        "Exim", "iprev ptr blocklist", "550-4.3.2.1 has no PTR record set\n550 and is on our blacklist until it has"
    ),
    Pasted("Exim", "session", "554 SMTP synchronization error"),
    Pasted(
        "Exim",
        "blocklist",
        "550-rejected because 4.3.2.1 is in a black list at dnsbl.client.example\n550 see "
        "https://dnsbl.client.example/4.3.2.1",
    ),
    Pasted("sendmail", "iprev", "550 5.7.1 <info@client.example>... Relaying denied. IP name lookup failed [4.3.2.1]"),
    Pasted(
        "sendmail",
        "sender-domain dns-failure",
        "451 4.1.8 Domain of sender address vente@origine.example does not resolve",
    ),
    Pasted(
        "sendmail",
        "recipient-domain",
        "550 5.1.2 <vente@origine.example>... Host unknown (Name server: origine.example: host not found)",
    ),
    Pasted(
        "Exchange",
        "sender-domain",
        "Your message did not reach some or all of the intended recipients.\n      There was a SMTP "
        "communication problem with the recipient's email server.\n      <srv.origine.example #5.5.0 smtp;554 "
        "<vente@origine.example>: Sender address rejected: Domain not found>",
    ),
    Pasted("Exchange", "iprev", "<srv.origine.example #5.5.0 smtp;550 5.7.25 Connection refused by policy>"),
    Pasted(
        "Exchange",
        "exchange",
        "The e-mail system was unable to deliver the message: could not communicate with the destination "
        "system. <srv.origine.example #5.5.0>",
    ),
    Pasted("Exchange", "exchange", "<srv.origine.example #5.5.4>"),
    Pasted(
        "Exchange",
        "exchange connection",
        "Event Type: Warning\nEvent Source: MSExchangeTransport\nEvent ID: 4000\nDescription: Message delivery "
        "to the remote domain 'client.example' failed for the following reason: The connection was dropped by "
        "the remote host.",
    ),
    Pasted(
        "Exchange",
        "recipient-domain exchange",
        "Tipo evento: Avviso\nOrigine evento: MSExchangeTransport\nID evento: 4001\nRecapito del messaggio al "
        "dominio remoto 'client.example' non riuscito per il motivo seguente: host non trovato",
    ),
    Pasted(
        "Exchange",
        "exchange",
        "Il sistema di posta non \u00e8 riuscito a comunicare correttamente con il sistema di destinazione. "
        "Contattare l'amministratore. <srv.origine.example #5.5.0>",
    ),
    Pasted("qmail", "sender-domain", "sorry, your envelope sender domain must exist (#5.7.1)"),
    Pasted(
        "qmail",
        "recipient-domain",
        "<vente@origine.example>:\nSorry, I couldn't find any host named origine.example. (#5.1.2)",
    ),
    Pasted("qmail", "relay", "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)"),
    Pasted("Zimbra", "content", "552 5.3.4 Message size exceeds fixed limit of this Zimbra server; message too large"),
    Pasted(
        "Zimbra",
        "sender-domain",
        "Diagnostic-Code: smtp; 450 4.1.8 <vente@origine.example>: Sender address rejected: Domain not found",
    ),
    Pasted("Rspamd", "content", "554 5.7.1 Spam message rejected"),
    Pasted(
        "Rspamd",
        "iprev",
        "X-Spamd-Result: default: False [16.2 / 15.0]; HFILTER_HOSTNAME_UNKNOWN(2.5)[]; RDNS_NONE(2.0)[]; "
        "ARC_NA(0.0)[]; action=reject, ip=4.3.2.1",
    ),
    Pasted(
        "SpamAssassin gateway",
        "iprev spf",
        "X-Spam-Status: Yes, score=7.1 required=5.0 tests=RDNS_NONE,SPF_FAIL,DKIM_VALID,HTML_MESSAGE autolearn=no",
    ),
    Pasted("SpamAssassin gateway", "content", "550 5.7.1 This message scored 9.4 spam points and is considered spam"),
    Pasted(
        "Mail.ru",
        "content",
        "550 spam message rejected. Please visit http://help.mail.ru/notspam-support/id?c=1 or report details "
        "to abuse@corp.mail.ru.",
    ),
    Pasted(
        "Mail.ru",
        "iprev generic-ptr",
        "550 Sorry, we do not accept mail from hosts with dynamic IP or without PTR: 4.3.2.1",
    ),
    Pasted(
        "Yandex", "content", "554 5.7.1 [2] Message rejected under suspicion of SPAM; https://ya.cc/1IrBc 1764291600-x"
    ),
    Pasted("Yandex", "sender-domain", "451 4.1.8 Unresolvable sender domain origine.example; https://ya.cc/x"),
    Pasted(
        "QQ",
        "sender-domain",
        "550 Domain may not exist or DNS check failed [MX: origine.example] http://service.mail.qq.com/detail/122/46",
    ),
    Pasted("QQ", "later", "550 Connection frequency limited. http://service.mail.qq.com/cgi-bin/help?id=20022"),
    Pasted("NetEase", "spf", "550 MI:SPF 163 mx35,client,u1mowEX,4.3.2.1"),
    Pasted("Naver", "reputation", "421 4.3.2 Your ip blocked from this server kyA8wN - nsmtp"),
    Pasted("Naver", "spf", "550 5.7.1 SPF authentication of origine.example did not pass, 4.3.2.1 - nsmtp"),
    Pasted(
        "iCloud",
        "content reputation policy",
        "554 5.7.1 [CS01] Message rejected due to local policy. Please visit https://support.apple.com/en-us/HT204137",
    ),
    Pasted("Zoho", "relay permission", "553 Relaying disallowed as vente@origine.example"),
    Pasted(
        "Zoho",
        "account later",
        "550 5.4.6 Unusual sending activity detected. Please try after sometime. Your account has been blocked "
        "from sending",
    ),
    Pasted("Fastmail", "login", "535 5.7.0 Incorrect username or password, authentication failed"),
    Pasted(
        "Spamhaus", "blocklist", "Message from (4.3.2.1) rejected: listed by Spamhaus in the PBL, see their web site"
    ),
    Pasted("Spamhaus", "blocklist", "550 5.7.1 http://www.spamhaus.org/sbl/query/SBL12345 lists 4.3.2.1"),
    Pasted("Spamhaus", "blocklist", "Die IP 4.3.2.1 steht bei SpamHaus (CSS), darum wurde die Verbindung getrennt"),
    Pasted("Symantec", "reputation", "554 5.7.1 You are not allowed to connect; the sender's reputation is too low"),
    Pasted("SpamCop", "blocklist", "550 5.7.1 Mail from 4.3.2.1 refused, see https://www.spamcop.net/bl.shtml?4.3.2.1"),
    Pasted("a user", "iprev", "our provider says that the rDNS of 4.3.2.1 is missing"),
    Pasted("a user", "iprev", "Manca la risoluzione inversa per l'indirizzo 4.3.2.1"),
    Pasted("a user", "iprev", "Der PTR-Eintrag f\u00fcr 4.3.2.1 fehlt, sagt der Empf\u00e4nger"),
    Pasted("a user", "iprev", "la r\u00e9solution inverse de 4.3.2.1 est absente"),
    Pasted("a user", "iprev", "El servidor dice que falta la resoluci\u00f3n inversa de 4.3.2.1"),
    Pasted("a user", "sender-domain", "refus\u00e9 : le domaine origine.example est introuvable, domaine inconnu"),
    Pasted("a user", "sender-domain", "rechazado: dominio no encontrado (origine.example)"),
    Pasted("a user", "sender-domain", "abgelehnt, Domain nicht gefunden: origine.example"),
    Pasted("a user", "recipient-domain", "es gibt keinen MX-Eintrag f\u00fcr origine.example"),
    Pasted("a user", "dmarc", "they want a DMARC policy for origine.example"),
    Pasted("a user", "dkim", "DKIM: body hash did not verify, d=origine.example"),
    Pasted("a user", "helo", "550 bad HELO name, it does not resolve: mailsrv.origine.example"),
    Pasted("Exchange", "exchange", "Event 4001, MSExchangeTransport"),
    Pasted(
        "a message that came back",
        "iprev",
        "Final-Recipient: rfc822;client@client.example\nAction: failed\nStatus: 5.5.0\nDiagnostic-Code: smtp;554 5.7.1 "
        "<unknown[4.3.2.1]>: Client host rejected: cannot find your hostname\nContent-Type: message/rfc822\n"
        "DKIM-Signature: v=1; a=rsa-sha256; d=origine.example\nReceived-SPF: pass",
    ),
    Pasted(
        "a message that came back",
        "spf dmarc",
        "Authentication-Results: mx.client.example; spf=fail smtp.mailfrom=origine.example; dkim=pass; dmarc=fail "
        "header.from=origine.example",
    ),
    Pasted(
        "a message that came back",
        "unknown-words exchange",
        "Final-Recipient: rfc822; client@client.example\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; "
        "554 Refused\n"
        "Content-Type: message/rfc822\nDKIM-Signature: v=1; d=origine.example\nAuthentication-Results: spf=pass\n"
        "X-Spam-Status: No, score=-2",
    ),
    Pasted("mxtoolbox", "iprev", "SMTP Banner Check: Reverse DNS does not match SMTP Banner"),
)
