"""The console's main menu: what it offers depends on the rights."""

from dataclasses import dataclass

from bot.staff.rights import Action
from bot.staff.user import User


@dataclass(frozen=True, slots=True)
class Door:
    """One entry; shown to those who may do ``action`` somewhere."""

    title: str
    path: str
    action: Action
    purpose: str
    """What it is for, on the front page."""


# The daily ones first: what does not fit goes under "Mere".
DOORS: list[Door] = [
    Door("Indbakke", "/personale/indbakke", Action.READ_QUESTIONS,
         "Se, hvad MUNI ikke kunne svare på, og lær den det."),
    Door("Samtaler", "/personale/samtaler", Action.HANDLE_CHATS,
         "Se, hvem der venter på et menneske, og overtag samtalen."),
    Door("Emner", "/personale/emner", Action.READ_CONTENT,
         "Se og ret, hvad MUNI svarer, og hvordan borgerne spørger."),
    Door("Kladder", "/personale/kladder", Action.EDIT_CONTENT,
         "Se ændringer, der ikke er udgivet, og udgiv dem."),
    Door("Modeller", "/personale/modeller", Action.READ_CONTENT,
         "Lad MUNI lære af jeres ændringer, se, om det blev bedre, og udgiv."),
    Door("Tal", "/personale/tal", Action.READ_STATISTICS,
         "Se, hvordan det går: samtaler, svar, bedømmelser, emner og opkald."),
    Door("Kommuner", "/personale/kommuner", Action.READ_CONTENT,
         "Se og ret lokale oplysninger, telefon og åbningstider."),
    Door("Historik", "/personale/historik", Action.READ_QUESTIONS,
         "Find og læs gamle samtaler, og hent udtræk."),
    Door("Forslag", "/personale/forslag", Action.READ_QUESTIONS,
         "Se, hvad borgere foreslår at rette i svarene, og fortæl, hvad I ændrede."),
    Door("Påmindelser", "/personale/paamindelser", Action.EDIT_CONTENT,
         "Se kilder og beløb, der skal ses efter."),
    Door("Ind og ud", "/personale/ind-og-ud", Action.READ_CONTENT,
         "Hent eksempler og svar som filer, og læs dem ind igen."),
    Door("Donationer", "/personale/donationer", Action.HANDLE_QUESTIONS,
         "Brug det, borgere har givet, som eksempler."),
    Door("Standardsvar", "/personale/standardsvar", Action.EDIT_CONTENT,
         "Ret de tekster, som medarbejdere i chatten ofte sender."),
    Door("Brugere", "/personale/brugere", Action.MANAGE_USERS,
         "Inviter kolleger, giv rettigheder, og hjælp med login."),
    Door("Opbevaring", "/personale/opbevaring", Action.SET_RETENTION,
         "Vælg, hvor længe samtaler og andet gemmes."),
    Door("Sletning", "/personale/sletning", Action.ERASE_CONVERSATIONS,
         "Slet en samtale på borgerens vegne."),
    Door("Log", "/personale/log", Action.READ_AUDIT, "Se, hvem der har ændret hvad."),
]  # fmt: skip


def doors_for(user: User | None) -> list[Door]:
    """The entries that ``user`` may open."""
    if user is None:
        return []
    return [door for door in DOORS if user.rights.can_somewhere(door.action)]
