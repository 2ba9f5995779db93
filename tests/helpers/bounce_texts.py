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

MORE = (
    Pasted("", "iprev", "550 5.7.1 Rejected. Your mail server's IP 203.0.113.9 lacks a valid PTR; contact your ISP."),
    Pasted(
        "",
        "iprev ptr",
        "554 5.7.1 The server sending your mail [4.3.2.1] does not have a reverse DNS entry. Connection Rejected",
    ),
    Pasted("", "ptr", "450 4.7.1 Client host rejected: cannot find your reverse hostname, [4.3.2.1]"),
    Pasted("", "helo", "550 rejected because of bad HELO 'localhost'"),
    Pasted("", "helo", "501 5.5.2 Invalid HELO/EHLO: mail_server"),
    Pasted(
        "",
        "ptr iprev",
        "421 4.7.1 - Connection refused - 4.3.2.1 - Comcast requires that all mail servers must have a PTR "
        "record with a valid Reverse DNS entry",
    ),
    Pasted("", "mailbox", "550 5.4.1 Recipient address rejected: Access denied. AS(201806281)"),
    Pasted(
        "",
        "dmarc",
        "550 5.7.26 Unauthenticated email from origine.example is not accepted due to domain's DMARC policy.",
    ),
    Pasted("", "dmarc", "550 5.7.1 Email rejected per DMARC policy for origine.example"),
    Pasted("", "spf", "554 5.7.1 <vente@origine.example>: Sender address rejected: SPF record violation"),
    Pasted("", "spf", "550 SPF: 4.3.2.1 is not allowed to send mail from origine.example"),
    Pasted("", "spf", "550-5.7.1 SPF unauthorized mail is prohibited."),
    Pasted("", "sender-null-mx recipient-domain sender-domain", "550 5.7.27 Sender domain has null MX"),
    Pasted(
        "",
        "recipient-domain",
        "Mail delivery failed: returning message to sender. A message that you sent could not be "
        "delivered. client@client.example\n Unrouteable address",
    ),
    Pasted("", "mailbox", "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup"),
    Pasted("", "mailbox", "552 5.2.2 <client@client.example>: user is over quota"),
    Pasted("", "dns-failure session later", "451 4.3.0 <vente@origine.example>: Temporary lookup failure"),
    Pasted(
        "",
        "recipient-domain sender-domain dns-failure",
        "Your message to client@x.example couldn't be delivered. The domain origine.example couldn't be "
        "found. DNS Error",
    ),
    Pasted(
        "",
        "sender-domain recipient-domain sender-mx",
        "host mx1.client.example said: 550 No valid MX for your domain origine.example, refused",
    ),
    Pasted("", "content reputation", "550 Blocked by SpamAssassin"),
    Pasted("", "content", "550 High probability of spam"),
    Pasted("", "blocklist reputation", "550 5.7.0 Local Policy Violation - your IP is on our denylist"),
    Pasted("", "login", "535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6"),
    Pasted("", "login", "530 5.7.57 Client not authenticated to send mail"),
    Pasted("", "blocklist", "554 5.7.1 Message from 4.3.2.1 refused because RBL check positive"),
    Pasted("", "blocklist", "554 Denied [CS] [4.3.2.1] Sender IP listed in the CBL"),
    Pasted("", "mailbox later", "550 Too many invalid recipients"),
    Pasted("", "encryption", "403 4.7.0 TLS handshake failed."),
    Pasted("", "encryption", "454 4.7.5 Certificate validation failure"),
    Pasted("", "iprev", "550 Le serveur 4.3.2.1 n'a pas de reverse DNS valide (enregistrement PTR)"),
    Pasted("", "iprev", "Il messaggio \u00e8 stato rifiutato perch\u00e9 il vostro server non ha un record PTR"),
    Pasted("", "spf", "Nachricht abgelehnt: Absender-Domain origine.example hat keinen g\u00fcltigen SPF-Eintrag"),
    Pasted("", "spf", "El dominio origine.example no tiene registro SPF"),
    Pasted("", "iprev generic-ptr", "550 invalid DNS PTR resource record, IP=4.3.2.1"),
    Pasted("", "helo", "550 5.7.1 Forged HELO: you are not mail.client.example"),
    Pasted("", "helo-name", "504 <MAILSRV>: Helo command rejected: need fully-qualified hostname"),
    Pasted("", "session", "554 5.4.14 Hop count exceeded - possible mail loop"),
    Pasted(
        "",
        "mailbox unknown-words",
        "550 We would love to have gotten this email to client@x.example. But, your recipient never signed up for mail",
    ),
    Pasted(
        "",
        "content reputation policy",
        "554 Email rejected due to security policies - https://community.mimecast.com/docs/DOC-1369#554",
    ),
    Pasted(
        "",
        "recipient-domain sender-domain sender-mx mx-name",
        "554 refused mailfrom because of MX-record, vente@origine.example",
    ),
    Pasted("", "sender-domain dns-failure", "550 Your domain origine.example is not resolving, fix DNS"),
    Pasted("", "sender-domain recipient-domain", "550 sender domain must have an A or MX record"),
    Pasted("", "sender-domain", "553 5.1.8 sender address rejected, domain unknown"),
    Pasted("", "sender-domain", "501 sender domain must exist: origine.example"),
    Pasted("", "helo helo-match iprev", "550 IP 4.3.2.1 reverse hostname does not match the greeting"),
    Pasted("", "generic-ptr iprev", "550 Connection from 4.3.2.1 is not accepted, generic rDNS (4-3-2-1.dsl.example)"),
    Pasted("", "iprev", "mail rejected because forward and reverse DNS do not match (4.3.2.1)"),
    Pasted("", "content", "550 5.7.1 Message was considered unsolicited"),
    Pasted(
        "",
        "permission account",
        "smtp; 550 5.7.520 Access denied, Your organization does not allow external forwarding",
    ),
    Pasted("", "session", "421 Service not available, closing transmission channel"),
    Pasted("", "login", "551 This mail server requires authentication before sending from this IP"),
    Pasted("", "mailbox", "550 #5.1.0 Address rejected."),
    Pasted("", "mailbox", "550 Mailbox quota exceeded / Mailbox voll"),
    Pasted("", "content", "554 Transaction failed: SPAM blocked, score 8.2"),
    Pasted("", "content", "552 5.7.0 This message was blocked because its content presents a potential security issue"),
    Pasted("", "dane", "550 DNSSEC validation of TLSA record failed"),
    Pasted("", "encryption", "451 5.7.3 STARTTLS is required to send mail"),
    Pasted("", "mta-sts", "TLSRPT: sts-policy-fetch-error mta-sts.origine.example"),
    Pasted("", "mta-sts", "MTA-STS policy does not allow MX mail.origine.example"),
    Pasted(
        "",
        "connection later session",
        "Warning: your message has not been delivered yet, delay 4 hours; the server will keep trying",
    ),
    Pasted("", "spf", "550 5.7.1 Sender ID (PRA) Not Permitted"),
    Pasted("", "recipient-domain connection", "Undeliverable: No route to the MX of boutique.example"),
    Pasted("", "dkim", "550 from address violates the DKIM signing policy (ADSP)"),
    Pasted("", "mailbox", "450 4.1.1 Verify of client@x.example failed: unverified recipient"),
    Pasted("", "policy unknown-words mailbox iprev", "550 5.1.0 <vente@origine.example>: sender rejected. see rfc1912"),
    Pasted("", "mailbox", "554 5.5.1 Error: no valid recipients"),
    Pasted("", "blocklist", "554 rejected, domain in From: is on URIBL_BLACK"),
    Pasted("", "mailbox", "554 delivery error: dd This user doesn't have a yahoo.com account (client@yahoo.com) [0]"),
    Pasted(
        "",
        "policy",
        "554 5.7.9 Message not accepted for policy reasons. See https://postmaster.yahooinc.com/error-codes",
    ),
    Pasted("", "dmarc dmarc-record", "554 5.7.5 Permanent Error Evaluating DMARC Policy"),
    Pasted("", "spf", "550 5.7.24 SPF validation error"),
    Pasted("", "mailbox", "550 5.2.1 mailbox disabled for this recipient"),
    Pasted("", "connection session", "421 4.4.2 mail.origine.example Error: timeout exceeded"),
    Pasted(
        "",
        "later reputation",
        "421 4.7.28 Gmail has detected an unusual rate of email originating from your SPF domain "
        "[origine.example 35]. To protect our users from spam, email sent from your domain has been "
        "temporarily rate limited",
    ),
    Pasted(
        "",
        "later reputation",
        "421 4.7.28 Our system has detected an unusual rate of mail originating from your DKIM domain",
    ),
    Pasted(
        "",
        "content",
        "550 5.7.350 Remote server returned message detected as spam -> 550 5.7.1 Message rejected as spam "
        "by Content Filtering.",
    ),
    Pasted("", "relay", "550 5.7.367 Remote server returned not permitted to relay -> 554 5.7.1 Relay access denied"),
    Pasted("", "iprev ptr", "550 5.0.350 Remote server returned an error -> 550 Reverse DNS lookup for 4.3.2.1 failed"),
    Pasted("", "recipient-domain", "5.4.1 [internal] DNS: no MX for origine.example"),
    Pasted("", "reputation", "554 5.7.1 Sorry, your IP (4.3.2.1) is in a network with bad reputation"),
    Pasted("", "iprev helo helo-match", "Reverse DNS does not contain the mail server's HELO"),
    Pasted("", "generic-ptr", "550 mail from a dynamic address must go via your provider's smarthost"),
    Pasted(
        "",
        "iprev",
        "From: postmaster@srv.origine.example\nTo: vente@origine.example\nSubject: Delivery Status "
        "Notification (Failure)\nContent-Type: multipart/report; report-type=delivery-status\nThis is an "
        "automatically generated Delivery Status Notification.\nDelivery to the following recipients "
        "failed.\n       client@client.example\nContent-Type: message/delivery-status\nReporting-MTA: "
        "dns;srv.origine.example\nFinal-Recipient: rfc822;client@client.example\nAction: failed\nStatus: "
        "5.5.0\nDiagnostic-Code: smtp;554 5.7.1 <unknown[4.3.2.1]>: Client host rejected: cannot find your "
        "hostname\nContent-Type: message/rfc822\nDKIM-Signature: v=1; a=rsa-sha256; d=origine.example\n"
        "Received-SPF: pass",
    ),
    Pasted(
        "",
        "exchange unknown-words policy content",
        "Reporting-MTA: dns; mail.origine.example\nX-Postfix-Queue-ID: 4X2\nFinal-Recipient: rfc822; "
        "client@client.example\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 554 Message "
        "rejected\nContent-Type: message/rfc822\nReceived: from pc (pc [10.0.0.3])\nDKIM-Signature: v=1; "
        "d=origine.example\nAuthentication-Results: mx; spf=pass dkim=pass dmarc=pass\nX-Spam-Status: No, "
        "score=-2",
    ),
    Pasted(
        "",
        "spf dkim dmarc",
        "Received: from mail.origine.example (unknown [4.3.2.1]) by mx.client.example\n"
        "Authentication-Results: mx.client.example; spf=fail smtp.mailfrom=origine.example; dkim=none; "
        "dmarc=fail header.from=origine.example",
    ),
    Pasted(
        "",
        "spf",
        "Authentication-Results: mx.google.com; spf=softfail (google.com: domain of transitioning "
        "vente@origine.example does not designate 4.3.2.1 as permitted sender) "
        "smtp.mailfrom=vente@origine.example",
    ),
    Pasted("", "spf", "Received-SPF: permerror (too many DNS lookups) client-ip=4.3.2.1"),
    Pasted(
        "", "dmarc iprev", "our mails go to spam at gmail, mail-tester says no DMARC record and 4.3.2.1 is missing rDNS"
    ),
    Pasted("", "content unknown-words", "warum landen unsere Mails im Spam-Ordner? origine.example"),
    Pasted("", "iprev", "mxtoolbox: Reverse DNS is not a valid Hostname"),
    Pasted("", "iprev", "mxtoolbox: SMTP Banner Check - Reverse DNS does not match SMTP Banner"),
    Pasted("", "unknown-words helo helo-match", "SMTP Banner does not match"),
    Pasted("", "permission", "550 5.7.1 Client does not have permissions to send as this sender"),
    Pasted("", "account reputation", "550 5.7.708 Access denied, traffic not accepted from this IP"),
    Pasted("", "blocklist reputation", "550 5.7.1 Recipient not authorized, your IP has been found on a block list"),
    Pasted("", "relay", "454 4.7.1 Relay access denied"),
    Pasted("", "later", "451 4.7.1 Greylisting in action, please come back later"),
    Pasted("", "iprev", "451 Try again later, reverse DNS lookup pending"),
    Pasted(
        "",
        "recipient-domain sender-domain",
        "550 5.4.4 Invalid domain name? Unable to route: no mail hosts for domain origine.example",
    ),
    Pasted("", "recipient-domain", "550 5.4.4 [internal] DNS: no mail hosts"),
    Pasted(
        "",
        "recipient-domain",
        "mailer=esmtp, relay=mail.origine.example., dsn=5.1.2, stat=Host unknown (Name server: "
        "mail.origine.example.: host not found)",
    ),
    Pasted("", "mx-loop session", "554 5.3.5 Local configuration error: MX loops back to me"),
    Pasted("", "session", "554 5.4.6 Too many hops"),
    Pasted("", "helo", "550 Access denied - Invalid HELO name (See RFC2821 4.1.1.1)"),
    Pasted(
        "",
        "sender-mx sender-domain",
        "550 Verification failed for <vente@origine.example> The mail server could not deliver mail. "
        "Sender verify failed",
    ),
    Pasted(
        "",
        "sender-mx connection permission unknown-words relay mailbox",
        "550-Callback setup failed while verifying <vente@origine.example> 550-(result of an earlier "
        "callout reused). 550-The initial connection, or a HELO or MAIL FROM:<> command was rejected",
    ),
    Pasted("", "generic-ptr", "554-Bad DNS PTR resource record. For explanation visit https://postmaster.1und1.de/"),
    Pasted("", "iprev", "421 4.7.1 Service unavailable - reverse lookup for 4.3.2.1 failed, try later"),
    Pasted("", "sender-domain", "550 5.1.8 Invalid sender domain origine.example"),
    Pasted(
        "", "dmarc", "550 5.7.1 Unauthenticated email from origine.example is not accepted due to domain's DMARC policy"
    ),
    Pasted("", "permission reputation content unknown-words policy", "550 Spoofed mail: sender domain uses our domain"),
    Pasted(
        "", "iprev generic-ptr", "550 Your mail server needs a proper rDNS, not an ISP default like 4-3-2-1.dsl.example"
    ),
    Pasted("", "blocklist generic-ptr", "550 5.7.1 Mail from residential/dynamic IP space rejected (PBL)"),
    Pasted("", "mailbox", "host mx.naver.com[9.8.7.6] said: 550 5.1.1 No such user sL2Q - nsmtp"),
    Pasted(
        "",
        "mailbox content reputation",
        "550 Mail is rejected by recipients [x IP: 4.3.2.1]. http://service.mail.qq.com/",
    ),
    Pasted("", "blocklist", "550 Connection denied. IP 4.3.2.1 listed on RBL"),
    Pasted("", "reputation unknown-words", "554 HL:REP 163 smtp10, 4.3.2.1"),
    Pasted("", "permission unknown-words login", "550 User has no permission"),
    Pasted("", "login", "553 authentication is required,163 smtp8"),
    Pasted("", "content", "554 DT:SPM 163 mx5"),
    Pasted("", "dmarc", "541 Blocked: DMARC"),
    Pasted("", "blocklist", "Le message a \u00e9t\u00e9 refus\u00e9 : l'adresse IP 4.3.2.1 est sur une liste noire"),
    Pasted("", "spf", "Il server remoto ha risposto: 554 5.7.1 Il record SPF di origine.example non autorizza 4.3.2.1"),
    Pasted("", "mailbox", "Der Server des Empf\u00e4ngers meldet: Mailbox voll"),
    Pasted("", "mailbox", "El buz\u00f3n del destinatario est\u00e1 lleno"),
    Pasted("", "mailbox", "La casella del destinatario \u00e8 piena"),
    Pasted("", "recipient-domain sender-domain", "Le dominio mittente non ha un record MX"),
    Pasted("", "spf", "554 5.7.1 Veuillez corriger l'enregistrement SPF de votre domaine"),
    Pasted("", "sender-domain", "no se pudo entregar: el dominio origine.example no existe"),
    Pasted(
        "",
        "sender-domain recipient-domain",
        "Zustellung fehlgeschlagen: Die Domain origine.example konnte nicht gefunden werden",
    ),
    Pasted(
        "",
        "recipient-domain sender-domain",
        "Il messaggio non \u00e8 stato recapitato: il dominio del destinatario non esiste",
    ),
    Pasted("", "dns-failure", "450 4.4.3 DNS query failed. The error was: DNS query failed with error ErrorRetry"),
    Pasted(
        "", "dns-failure recipient-domain", "451 4.4.0 DNS query failed. 'DNS query failed with error InfoNoRecords'"
    ),
    Pasted("", "sender-domain recipient-domain", "#554 5.4.4 SMTPSEND.DNS.NonExistentDomain; nonexistent domain"),
    Pasted("", "connection", "421 4.4.1 Connection timed out. Primary target IP address responded with: timed out"),
    Pasted(
        "",
        "policy content permission reputation",
        "550 5.7.1 TRANSPORT.RULES.RejectMessage; the message was rejected by organization policy",
    ),
    Pasted("", "content mailbox", "552 #5.1.0 message content rejected"),
    Pasted(
        "",
        "policy reputation permission",
        "550 #5.7.1 Your access to submit messages to this e-mail system has been rejected.",
    ),
    Pasted("", "unknown-words policy", "571 Message Refused"),
    Pasted("", "spf dkim", "554 rejected due to SPF/DKIM failure of origine.example"),
    Pasted("", "dkim", "550 DKIM signature invalid: key not found for selector s1 of origine.example"),
    Pasted("", "dkim", "dkim=permerror (no key for signature) header.d=origine.example"),
    Pasted("", "dmarc", "dmarc=fail (p=reject) header.from=origine.example"),
    Pasted("", "iprev", "550 5.7.1 FortiMail: The sender IP 4.3.2.1 has no reverse DNS record"),
    Pasted("", "iprev", "554 Sophos UTM: Client host rejected, RDNS missing"),
    Pasted("", "reputation", "550 5.7.1 Message rejected by SonicWall Email Security: GRID network reputation"),
    Pasted(
        "",
        "iprev unknown-words sender-domain dns-failure",
        "550 Kerio Connect: sender's IP address 4.3.2.1 refused, no DNS entry",
    ),
    Pasted("", "sender-domain recipient-domain", "553 MDaemon: sender domain origine.example lacks MX/A record"),
    Pasted("", "sender-domain", "501 5.1.8 MDaemon: Domain must resolve"),
    Pasted("", "iprev", "550 Haraka: No rDNS"),
    Pasted("", "iprev", "550 opensmtpd: 5.7.1 Delivery not authorized, message refused: rdns check failed"),
    Pasted("", "iprev", "421 fcrdns failed for 4.3.2.1"),
    Pasted("", "iprev", "550 Missing PTR"),
    Pasted(
        "",
        "later mailbox sender-mx",
        "450 4.1.7 <vente@origine.example>: Sender address rejected: unverified address: Address "
        "verification in progress",
    ),
    Pasted(
        "",
        "mx-loop",
        "450 4.1.7 <vente@origine.example>: Sender address rejected: undeliverable address: mail for "
        "origine.example loops back to myself",
    ),
    Pasted(
        "",
        "mailbox",
        "550 5.1.7 <vente@origine.example>: Sender address rejected: undeliverable address: host "
        "mail.origine.example[4.3.2.1] said: 550 User unknown",
    ),
    Pasted(
        "",
        "mailbox",
        "550 5.1.0 <vente@origine.example>: Sender address rejected: User unknown in relay recipient table",
    ),
    Pasted(
        "",
        "sender-mx",
        "550 Sender verify failed for vente@origine.example: all relevant MX records point to non-existent hosts",
    ),
    Pasted("", "dns-failure unknown-words", "Warning: DNS for origine.example: nameserver ns1.origine.example is lame"),
    Pasted("", "dns-failure", "SERVFAIL looking up origine.example"),
    Pasted("", "mx-name", "451 4.1.8 <vente@origine.example>: Sender address rejected: Malformed DNS server reply"),
    Pasted(
        "", "dns-failure sender-domain recipient-domain", "450 4.1.8 Sender address rejected: Host not found, try again"
    ),
    Pasted("", "relay", "550 relay not permitted"),
    Pasted(
        "",
        "relay login",
        "550-Please turn on SMTP Authentication in your mail client. 550-4.3.2.1 is not permitted to relay "
        "through this server without authentication.",
    ),
    Pasted("", "dmarc", "550 Rejecting: the domain you send from has p=reject and alignment failed (DMARC)"),
    Pasted("", "dmarc", "554 Your domain is not DMARC compliant"),
    Pasted("", "spf", "550 5.7.1 SPF Fail: please see http://spf.pobox.com/why.html?ip=4.3.2.1"),
    Pasted("", "spf", "Policy rejection: SPF hard fail. origine.example"),
    Pasted("", "spf", "550 SPF PermError, multiple SPF records for origine.example"),
    Pasted("", "recipient-domain", "550 5.1.1 <a@b.example> recipient rejected: MX record missing"),
    Pasted("", "reputation", "We've lost mail since moving servers; Hotmail says S3150"),
    Pasted("", "blocklist reputation unknown-words", "Barracuda BRBL lists our 4.3.2.1"),
    Pasted("", "blocklist", "My IP is on UCEPROTECT level 3"),
    Pasted("", "blocklist", "554 5.7.1 rejected: listed on a denylist maintained by Abusix"),
    Pasted(
        "",
        "reputation generic-ptr",
        "The IP you're using to send mail is not authorized to send email directly to our servers. Please "
        "use the SMTP relay at your service provider instead.",
    ),
    Pasted("", "helo", "550 Sorry, your helo has been denied. (http://mail.local/helo)"),
    Pasted("", "helo", "550 EHLO/HELO: name is an address literal, not accepted"),
    Pasted("", "helo-name", "504 5.5.2 <mail>: Helo command rejected: need fully-qualified hostname"),
    Pasted("", "reputation policy", "554 5.7.1 <mail.origine.example[4.3.2.1]>: Client host rejected: Access denied"),
    Pasted("", "iprev", "Client host rejected: Improper connection without reverse hostname"),
    Pasted("", "iprev", "421 mx1 Service refused, please provide valid reverse DNS"),
    Pasted("", "iprev helo-match unknown-words", "550 Bad sender IP address: hostname does not match reverse"),
    Pasted(
        "",
        "iprev recipient-domain sender-domain unknown-words",
        "le serveur distant r\u00e9pond : 550 nom d'h\u00f4te inverse introuvable",
    ),
    Pasted("", "iprev unknown-words", "550 Adresse IP sans reverse"),
    Pasted("", "iprev unknown-words", "R\u00fcckw\u00e4rts-Lookup von 4.3.2.1 ergibt keinen Namen"),
    Pasted("", "iprev", "Fehlender rDNS-Eintrag"),
    Pasted("", "iprev", "Ihr Mailserver hat keinen g\u00fcltigen Reverse-DNS Eintrag (4.3.2.1)"),
    Pasted("", "iprev unknown-words", "L'indirizzo IP non ha un nome host associato (reverse)"),
    Pasted("", "iprev helo helo-match", "il DNS inverso non corrisponde all'HELO"),
    Pasted("", "iprev", "La IP 4.3.2.1 no tiene PTR"),
    Pasted("", "recipient-domain", "El registro MX de origine.example apunta a un host inexistente"),
    Pasted("", "dmarc", "DMARC-Eintrag fehlt"),
    Pasted("", "dkim", "DKIM-Signatur ung\u00fcltig"),
    Pasted("", "dkim", "firma DKIM non valida"),
    Pasted("", "dkim", "signature DKIM invalide"),
    Pasted("", "spf", "550 #5.7.1 SPF check result: none"),
    Pasted("", "later", "421 4.7.0 Try again later, closing connection. (MAIL)"),
    Pasted("", "session", "452 4.3.1 Insufficient system resources"),
    Pasted("", "content session unknown-words", "550 5.6.0 Lone CR or LF in headers"),
    Pasted("", "content session unknown-words", "550 5.7.1 Message headers fail syntax check"),
    Pasted("", "authentication dkim spf", "550 5.7.1 Gmail only accepts messages with valid DKIM or SPF"),
    Pasted(
        "",
        "mailbox reputation unknown-words",
        "Your email to client@client.example bounced: the address is on a suppression list",
    ),
    Pasted("", "relay sender-domain recipient-domain mailbox", "550 No such domain at this location"),
    Pasted("", "recipient-domain sender-domain", "5.1.2 (bad destination system: no such domain)"),
    Pasted("", "later account relay", "550 5.4.5 Daily SMTP relay sending limit exceeded for user"),
)
"""Replies and complaints as somebody may write them from memory, of no receiver in particular."""
