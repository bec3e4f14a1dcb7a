"""Messages after RFC 4475 that a parser trips over, each with the statuses that answer it rightly.

0 among the statuses: no answer at all is right too. The addresses in Via stay the RFC's: the agent
answers to where a packet came from, so ``rport`` is what the tests add.
"""

from __future__ import annotations

SDP = (
    "v=0\r\no=mhandley 29739 7272939 IN IP4 192.0.2.3\r\ns=-\r\nc=IN IP4 192.0.2.4\r\n"
    "t=0 0\r\nm=audio 49217 RTP/AVP 0 12\r\nm=video 3227 RTP/AVP 31\r\n"
    "a=rtpmap:31 LPC\r\n"
)


def _message(start: str, *lines: str, body: str = "", length: str | None = None) -> bytes:
    size = str(len(body.encode())) if length is None else length
    fields = [*lines, *([f"Content-Length: {size}"] if size else [])]
    return "\r\n".join([start, *fields, "", body]).encode("utf-8", "surrogateescape")


def _base(name: str, method: str = "OPTIONS", **other: str) -> list[str]:
    fields = {
        "Via": f"SIP/2.0/UDP 192.0.2.15;branch=z9hG4bK.{name};rport",
        "Max-Forwards": "70",
        "From": "<sip:caller@example.org>;tag=323",
        "To": "<sip:user@example.com>",
        "Call-ID": f"{name}.asdf@192.0.2.15",
        "CSeq": f"1 {method}",
        "Contact": "<sip:caller@192.0.2.15>",
    }
    fields.update({name.replace("_", "-"): value for name, value in other.items()})
    return [f"{name}: {value}" for name, value in fields.items() if value != "-"]


WSINV = (
    "INVITE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0\r\n"
    "TO :\r\n sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n\r\n"
    'from   : "J Rosenberg \\\\\\""       <sip:jdrosen@example.com>\r\n  ;\r\n  tag = 98asjd8\r\n'
    "MaX-fOrWaRdS: 0068\r\nCall-ID: wsinv.ndaksdj@192.0.2.1\r\nContent-Length   : 150\r\n"
    "cseq: 0009\r\n  INVITE\r\nVia  : SIP  /   2.0\r\n /UDP\r\n    192.0.2.2;rport;"
    "branch=390skdjuw\r\ns :\r\nNewFangledHeader:   newfangled value\r\n"
    " continued newfangled value\r\nUnknownHeaderWithUnusualValue: ;;,,;;,;\r\n"
    "Content-Type: application/sdp\r\nRoute:\r\n <sip:services.example.com;lr;"
    "unknownwith=value;unknown-no-value>\r\nv:  SIP  / 2.0  / TCP     spindle.example.com   ;\r\n"
    "  branch  =   z9hG4bK9ikj8  ,\r\n SIP  /    2.0   / UDP  192.168.255.111   ; branch=\r\n"
    ' z9hG4bK30239\r\nm:"Quoted string \\"\\"" <sip:jdrosen@example.com> ; newparam =\r\n'
    "      newvalue ;\r\n  secondparam ; q = 0.33\r\n\r\n"
)

INTMETH = "!interesting-Method0123456789_*+`.%indeed'~"

VALID: dict[str, tuple[bytes, set[int]]] = {
    # Its To has a tag, so it belongs to a dialog that is not ours.
    "wsinv": ((WSINV + SDP[:150]).encode(), {481}),
    "intmeth": (
        _message(
            f"{INTMETH} sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*:"
            "&it+has=1,weird!*pas$wo~d_too.(doesn't-it)@example.com SIP/2.0",
            *_base(
                "intmeth",
                INTMETH,
                To='"BEL:\\\x07 NUL:\\\x00 DEL:\\\x7f" <sip:1_unusual.URI~@example.com>',
            ),
        ),
        {400, 501},
    ),
    "esc01": (
        _message(
            "OPTIONS sip:sips%3Auser%40example.com@example.net SIP/2.0",
            *_base("esc01", To="sip:%75se%72@example.com"),
        ),
        {200},
    ),
    "escnull": (
        _message(
            "REGISTER sip:example.com SIP/2.0",
            *_base("escnull", "REGISTER", To="sip:null-%00-null@example.com"),
        ),
        {405},
    ),
    "esc02": (
        _message("RE%47IST%45R sip:registrar.example.com SIP/2.0", *_base("esc02", "RE%47IST%45R")),
        {501},
    ),
    "lwsdisp": (
        _message(
            "OPTIONS sip:user@example.com SIP/2.0",
            *_base("lwsdisp", From="caller<sip:caller@example.com>;tag=323"),
        ),
        {200},
    ),
    "longreq": (
        _message(
            "INVITE sip:user@example.com SIP/2.0",
            *_base(
                "longreq",
                "INVITE",
                To='"I have a user name of '
                + "extreme " * 100
                + 'proportion"<sip:user@example.com>',
                From="sip:"
                + "amazinglylongcallername" * 20
                + "@example.net;tag=12"
                + "982" * 50
                + "424;unknownheaderparamname"
                + "long" * 30
                + "=unknown",
                Call_ID="longreq.one" + "really" * 20 + "longcallid",
            ),
            *[f"Via: SIP/2.0/TCP sip{n}.example.com" for n in range(33)],
            "Unknown-" + "Long" * 20 + "-Name: unknown-" + "long" * 20 + "-value",
            "Content-Type: application/sdp",
            body=SDP,
        ),
        {200},
    ),
    "dblreq": (
        _message("REGISTER sip:example.com SIP/2.0", *_base("dblreq", "REGISTER"), length="0")
        + _message("INVITE sip:joe@example.com SIP/2.0", *_base("dbl2", "INVITE"), body=SDP),
        {405},
    ),
    "semiuri": (
        _message(
            "OPTIONS sip:user;par=u%40example.net@example.com SIP/2.0",
            *_base("semiuri", To="sip:j_user@example.com"),
        ),
        {200},
    ),
    "transports": (
        _message(
            "OPTIONS sip:user@example.com SIP/2.0",
            *_base("transports"),
            "Via: SIP/2.0/SCTP t2.example.com;branch=z9hG4bKasd3",
            "Via: SIP/2.0/TLS t3.example.com;branch=z9hG4bK2423",
            "Via: SIP/2.0/UNKNOWN t4.example.com;branch=z9hG4bKasd9",
        ),
        {200},
    ),
    "mpart01": (
        _message(
            "MESSAGE sip:kumiko@example.org SIP/2.0",
            *_base("mpart01", "MESSAGE"),
            "Content-Type: multipart/mixed;boundary=7a9cbec02ceef655",
            body="--7a9cbec02ceef655\r\nContent-Type: text/plain\r\n\r\nHello\r\n\x00\x01\udcff--",
            length="",
        ),
        {405},
    ),
    "unreason": (
        _message("SIP/2.0 200 = 2**3 * 5**2 но сто девяносто девять - простое", *_base("un")),
        {0},
    ),
    "noreason": (_message("SIP/2.0 100 ", *_base("noreason")), {0}),
}

INVALID: dict[str, tuple[bytes, set[int]]] = {
    "badinv01": (
        _message(
            "INVITE sip:user@example.com SIP/2.0",
            *_base(
                "badinv01",
                "INVITE",
                Via="SIP/2.0/UDP 192.0.2.15;;,;,,",
                Contact='"Joe" <sip:joe@example.org>;;;;',
            ),
            "Content-Type: application/sdp",
            body=SDP,
        ),
        {0, 400},
    ),
    "clerr": (
        _message("INVITE sip:user@example.com SIP/2.0", *_base("clerr", "INVITE"), length="9999"),
        {400},
    ),
    "ncl": (
        _message("INVITE sip:user@example.com SIP/2.0", *_base("ncl", "INVITE"), length="-999"),
        {400},
    ),
    "scalar02": (
        _message(
            "REGISTER sip:example.com SIP/2.0",
            *_base("scalar02", CSeq="36893488147419103232 REGISTER", Max_Forwards="300"),
            "Expires: 10000000000000000000000",
        ),
        {400},
    ),
    "scalarlg": (
        _message("SIP/2.0 503 Service Unavailable", *_base("lg", CSeq="9292394834772304023312 O")),
        {0},
    ),
    "quotbal": (
        _message(
            "INVITE sip:user@example.com SIP/2.0",
            *_base("quotbal", "INVITE", To='"Mr. J. User <sip:j.user@example.com>'),
        ),
        {400},
    ),
    "ltgtruri": (
        _message("INVITE <sip:user@example.com> SIP/2.0", *_base("ltgtruri", "INVITE")),
        {400},
    ),
    "lwsruri": (
        _message("INVITE sip:user@example.com; lr SIP/2.0", *_base("lwsruri", "INVITE")),
        {400},
    ),
    "lwsstart": (
        _message("INVITE  sip:user@example.com  SIP/2.0", *_base("lwsstart", "INVITE")),
        {400},
    ),
    "trws": (_message("OPTIONS sip:t@example.com SIP/2.0  ", *_base("trws")), {400}),
    "escruri": (
        _message(
            "INVITE sip:user@example.com?Route=%3Csip:example.com%3E SIP/2.0",
            *_base("escruri", "INVITE"),
        ),
        {400},
    ),
    "regbadct": (
        _message(
            "OPTIONS sip:example.com SIP/2.0",
            *_base("regbadct", Contact="sip:user@example.com?Route=%3Csip:sip.example.com%3E"),
        ),
        {400},
    ),
    "badaspec": (
        _message(
            "OPTIONS sip:user@example.org SIP/2.0",
            *_base("badaspec", To='"Watson, Thomas" < sip:t.watson@example.org >'),
        ),
        {200, 400},
    ),
    "baddn": (
        _message(
            "OPTIONS sip:t.watson@example.org SIP/2.0",
            *_base("baddn", From="Bell, Alexander <sip:a.g.bell@example.com>;tag=43"),
        ),
        {400},
    ),
    "badvers": (_message("OPTIONS sip:t@example.org SIP/7.0", *_base("badvers")), {505}),
    "mismatch01": (
        _message("OPTIONS sip:user@example.com SIP/2.0", *_base("mm1", CSeq="8 INVITE")),
        {400},
    ),
    "mismatch02": (
        _message("NEWMETHOD sip:user@example.com SIP/2.0", *_base("mm2", CSeq="8 INVITE")),
        {400, 501},
    ),
    "bigcode": (_message("SIP/2.0 4294967301 better not break", *_base("bigcode")), {0}),
    "badbranch": (
        _message(
            "OPTIONS sip:user@example.com SIP/2.0",
            *_base("badbranch", Via="SIP/2.0/UDP 192.0.2.1;rport;branch=z9hG4bK"),
        ),
        {200},
    ),
    # Not in the RFC: nobody to answer to.
    "novia": (_message("OPTIONS sip:user@example.com SIP/2.0", *_base("novia", Via="-")), {0}),
    "insuf": (
        _message(
            "INVITE sip:user@example.com SIP/2.0",
            *_base("insuf", "INVITE", Call_ID="-", From="-", To="-"),
        ),
        {400},
    ),
    "unkscm": (
        _message("OPTIONS nobodyKnowsThisScheme:totallyopaquecontent SIP/2.0", *_base("unkscm")),
        {416},
    ),
    "novelsc": (
        _message("OPTIONS soap.beep://192.0.2.103:3002 SIP/2.0", *_base("novelsc")),
        {416},
    ),
    "unksm2": (
        _message(
            "REGISTER sip:example.com SIP/2.0",
            *_base("unksm2", "REGISTER", To="isbn:2983792873", From="<http://www.ex.com>;tag=3"),
        ),
        {405},
    ),
    "bext01": (
        _message(
            "OPTIONS sip:user@example.com SIP/2.0",
            *_base("bext01"),
            "Require: nothingSupportsThis, nothingSupportsThisEither",
            "Proxy-Require: noProxiesSupportThis, norDoAnyProxiesSupportThis",
        ),
        {420},
    ),
    "invut": (
        _message(
            "INVITE sip:user@example.com SIP/2.0",
            *_base("invut", "INVITE"),
            "Content-Type: application/unknownformat",
            body="<audio>\r\n <pcmu port='443'/>\r\n</audio>\r\n",
        ),
        {415},
    ),
    "regaut01": (
        _message(
            "REGISTER sip:example.com SIP/2.0",
            *_base("regaut01", "REGISTER"),
            "Authorization: NoOneKnowsThisScheme opaque-data=here",
        ),
        {405},
    ),
    "multi01": (
        _message(
            "INVITE sip:user@company.com SIP/2.0",
            *_base("multi01", "INVITE"),
            "CSeq: 59 INVITE",
            "Call-ID: multi01.98asdh@192.0.2.2",
            "From: sip:caller@example.net;tag=3413415",
            "To: sip:user@example.com",
            "Max-Forwards: 5",
        ),
        {400},
    ),
    "mcl01": (
        _message(
            "OPTIONS sip:user@example.com SIP/2.0", *_base("mcl01"), "Content-Length: 13", body="x"
        ),
        {400},
    ),
    "bcast": (
        _message("SIP/2.0 200 OK", *_base("bcast", Via="SIP/2.0/UDP 255.255.255.255;branch=z9")),
        {0},
    ),
    "zeromf": (
        _message("OPTIONS sip:user@example.com SIP/2.0", *_base("zeromf", Max_Forwards="0")),
        {200},
    ),
    "cparam01": (
        _message(
            "REGISTER sip:example.com SIP/2.0",
            *_base("cparam01", "REGISTER", Contact="sip:+19725552222@gw1.example.net;unknownparam"),
        ),
        {405},
    ),
    "sdp01": (
        _message(
            "INVITE sip:user@example.com SIP/2.0",
            *_base("sdp01", "INVITE"),
            "Accept: text/nobodyKnowsThis",
        ),
        {406},
    ),
    "inv2543": (
        _message(
            "INVITE sip:UserB@example.com SIP/2.0",
            "Via: SIP/2.0/UDP iftgw.example.com;rport",
            "From: <sip:+13035551111@ift.client.example.net;user=phone>",
            "Record-Route: <sip:UserB@example.com;maddr=ss1.example.com>",
            "To: sip:+16505552222@ss1.example.net;user=phone",
            "Call-ID: inv2543.1717@ift.client.example.com",
            "CSeq: 56 INVITE",
            "Contact: <sip:+13035551111@192.0.2.15>",
            "Content-Type: application/sdp",
            body=SDP,
        ),
        {200},
    ),
}
