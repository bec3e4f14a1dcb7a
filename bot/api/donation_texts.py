"""What the public page on donations says, in Danish and in English."""

from typing import Any

TEXTS: dict[str, dict[str, Any]] = {
    "da": {
        "title": "Giv eller fortryd en samtale",
        "lead": "Du kan give en samtale, du har haft med robotten, så den bliver bedre, eller så "
        "forskere kan bruge den. Du bestemmer hvad til, og du kan altid fortryde.",
        "undo": "Fortryd en donation",
        "undo_text": "Skriv koden, du fik, da du gav samtalen. Så sletter vi den alle steder: hos "
        "os, i det, robotten lærer af, og i det åbne datasæt. Du skal ikke sige hvorfor.",
        "code": "Din kode",
        "code_hint": "16 tegn, fx 7KMX-29QT-WB4H-D3FN. Store og små bogstaver er lige gode, og "
        "stregerne kan udelades.",
        "button": "Slet min donation",
        "error": "Fejl",
        "wrong": "Koden passer ikke til nogen donation. Se efter, om den er skrevet rigtigt. Har "
        "du brugt den før, er donationen allerede slettet.",
        "often": "Der er prøvet mange koder herfra. Vent ti minutter, og prøv igen.",
        "done": "Din donation er slettet",
        "done_text": "Vi har den ikke længere. En model, som har lært af den, holder op med at "
        "bruge den ved næste træning.",
        "how": "Sådan giver du en samtale",
        "steps": [
            "Åbn menuen i chatten, og vælg Giv samtalen.",
            "Se præcis, hvad du giver. Navne, numre, adresser, byer og datoer er skjult.",
            "Sæt kryds ved det, du vil give den til. Intet er valgt på forhånd.",
            "Gem koden. Vi kender den ikke og kan ikke finde den igen.",
        ],
        "purposes": "Hvad bruges samtalen til?",
        "purpose_texts": [
            ("Lær robotten at forstå", "Medarbejdere kan bruge dine spørgsmål som eksempler på, "
             "hvordan man kan spørge."),
            ("Åbent forskningssæt", "Samtalen lægges frem for alle, tidligst efter syv dage, med "
             "licensen CC0. Du kan fortryde, og så forsvinder den herfra. Kopier, som andre har "
             "hentet, kan vi kun bede dem slette: vi offentliggør samtalens opdigtede nummer."),
        ],
        "set": "Hent det åbne datasæt (JSON Lines).",
        "manifest": "Læs om datasættet (JSON).",
        "limits": "Godt at vide",
        "limit_texts": [
            "Sletter du samtalen i chatten, sletter vi også det, du har givet.",
            "Din gave bliver hos os, når samtalen selv er for gammel og slettes.",
            "Samtaler om akut hjælp kan ikke komme i det åbne datasæt.",
            "Det, en medarbejder har skrevet til dig, er ikke med.",
        ],
    },
    "en": {
        "title": "Donate a conversation, or take it back",
        "lead": "You can donate a conversation you had with the robot, to make it better or for "
        "researchers to use. You decide what for, and you can always change your mind.",
        "undo": "Take a donation back",
        "undo_text": "Write the code you were given when you donated. We then delete the "
        "conversation everywhere: with us, in what the robot learns from, and in the open data "
        "set. You need not say why.",
        "code": "Your code",
        "code_hint": "16 characters, such as 7KMX-29QT-WB4H-D3FN. Capitals and hyphens do not "
        "matter.",
        "button": "Delete my donation",
        "error": "Error",
        "wrong": "The code fits no donation. Check that it is written correctly. If you have used "
        "it before, the donation is deleted already.",
        "often": "Many codes were tried from here. Wait ten minutes, and try again.",
        "done": "Your donation is deleted",
        "done_text": "We no longer have it. A model that learned from it stops using it at the "
        "next training.",
        "how": "How to donate a conversation",
        "steps": [
            "Open the menu in the chat, and choose Donate the conversation.",
            "See exactly what you give. Names, numbers, addresses, towns and dates are hidden.",
            "Tick what you want to give it for. Nothing is chosen beforehand.",
            "Keep the code. We do not know it and cannot find it again.",
        ],
        "purposes": "What is it used for?",
        "purpose_texts": [
            ("Teach the robot to understand", "Staff can use your questions as examples of how "
             "people ask."),
            ("Open research set", "The conversation is laid open for everybody, after seven days "
             "at the earliest, under the licence CC0. You can take it back, and it disappears "
             "from here. Copies that others hold we can only ask them to delete: we publish the "
             "made-up number of the conversation."),
        ],
        "set": "Get the open data set (JSON Lines).",
        "manifest": "Read about the data set (JSON).",
        "limits": "Good to know",
        "limit_texts": [
            "If you delete the conversation in the chat, we delete what you donated too.",
            "Your donation stays with us when the conversation itself is too old and is deleted.",
            "Conversations about acute help cannot be in the open data set.",
            "What a member of staff wrote to you is not included.",
        ],
    },
}  # fmt: skip
