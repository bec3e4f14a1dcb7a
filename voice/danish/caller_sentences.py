"""Sentences of Danish callers with holes in braces for numbers, names and places.

Written for this project in spoken words; no caller ever said them. What fills a hole stands in
voice/danish/generated.py.
"""

from __future__ import annotations

from typing import Final

SENTENCES: Final = (
    # Who is calling.
    "mit c p r nummer er {cpr}", "mit personnummer er {cpr}",
    "jeg hedder {name} og mit c p r nummer er {cpr}", "c p r nummeret er {cpr}", "det er {cpr}",
    "hendes c p r nummer er {cpr}", "min søns c p r nummer det er {cpr}",
    "jeg er født den {short_date} og de sidste fire er {last_four}",
    "jeg er født {date} {birth_year}", "min datter er født den {short_date} {birth_year}",
    "de sidste fire cifre er {last_four}", "jeg er {age} år gammel", "jeg er {age}",
    "min mor er {age} og bor alene", "min søn på {child_age} skal starte i skole",
    "mit navn er {name}", "jeg hedder {name}", "du taler med {name} fra {town}",
    "det staves {spelled}", "mit efternavn staves {spelled}", "{name} det er {spelled}",
    "jeg hedder {name} med {letter}", "min mand hedder {name} og er {age} år",
    # How to reach them.
    "mit telefonnummer er {phone}", "mit nummer er {phone}", "du kan ringe til mig på {phone}",
    "ring til mig på {phone} efter klokken {time}", "telefon {phone}", "mobil {phone}",
    "kan i ringe på {phone}", "hans nummer er {phone}", "det er {phone}",
    "plus femogfyrre {phone}", "min mail er {mail}", "send det til {mail}",
    # Where they live.
    "jeg bor på {street} {house}", "jeg bor {street} {house} {floor}",
    "adressen er {street} {house} {postal} {town}",
    "min adresse er {street} {house} {floor} {postal} {town}",
    "vi flytter til {street} {house} den {date}", "jeg er flyttet fra {town} til {town}",
    "jeg bor i {town}", "postnummeret er {postal}", "{postal} {town}", "{postal}", "i {town}",
    "{town} kommune", "mit postnummer er {postal}", "jeg bor i {postal} {town}",
    "det er på {floor}", "der er hul i vejen ud for {street} nummer {house}",
    "lejligheden er på {area} kvadratmeter", "bor du i {town} eller {town}",
    "jeg bor {house} kilometer fra {town}",
    # When.
    "jeg har en tid den {date} klokken {time}", "har i åbent klokken {time}",
    "har i åbent fra {time} til {time}", "er det {weekday} klokken {time}",
    "jeg kan komme {weekday} den {ordinal} klokken {time}", "jeg flytter den {date}",
    "mit pas udløber den {short_date}", "mit pas udløber i {month}", "jeg har ventet siden {date}",
    "hvornår er der frist er det den {date}", "jeg ringede til jer klokken {time}",
    "det var den {date} {year}", "siden {year}", "jeg fik mit kørekort i {year}",
    "jeg har boet her siden {year}", "inden den {short_date}", "fra den {date} til den {date}",
    "om {count} uger", "for {count} måneder siden", "jeg har ventet i {count} uger",
    "det tager {minutes} minutter", "i uge {week}", "klokken {time}", "cirka klokken {time}",
    "den {date}", "jeg skal opereres {weekday} den {date}",
    "vi skal giftes den {date} klokken {time}",
    # Money.
    "det koster {amount}", "jeg har fået en regning på {amount}", "jeg skylder {amount}",
    "hvorfor skal jeg betale {amount}", "jeg tjener {amount} om måneden",
    "jeg får {amount} i pension om måneden", "huslejen er {amount}", "koster et pas {amount}",
    "jeg har {amount} på kontoen", "jeg har fået en rykker på {amount}", "depositum er {amount}",
    "er det rigtigt at det koster {amount}", "jeg er steget {percent} procent i husleje",
    "jeg får {percent} procent i tilskud", "skal jeg betale {percent} procent i skat",
    "mellem {amount} og {amount}", "omkring {amount}", "vurderingen er på {large_amount}",
    # Matters.
    "mit sagsnummer er {case}", "sagsnummer {case}", "jeg ringer om regning nummer {case}",
    "jeg har fået et brev efter paragraf {section}", "hvad betyder paragraf {section}",
    "hun går i {class} klasse", "mine børn går i {class} og {class} klasse",
    "vi er {count} personer i husstanden", "jeg har {count} børn",
    "jeg har {count} børn på {child_age} og {child_age}", "jeg har fået {count} breve",
    "bus {week} kører forbi", "nummer {count} i køen", "jeg er nummer {count}",
    "mit kontonummer er {account}", "registreringsnummer {last_four}", "c v r nummeret er {cvr}",
    "koden er {last_four}", "det er {count} gange om ugen", "jeg arbejder {week} timer om ugen",
    "{count}", "nummer {count}", "det {ordinal}", "tast {count}",
)  # fmt: skip

ANSWERS: Final = (
    "ja", "nej", "ja tak", "nej tak", "jo", "jo tak", "okay", "ja det vil jeg gerne",
    "ja det er det", "nej det er det ikke", "ja det er rigtigt", "nej det er forkert",
    "det ved jeg ikke", "det ved jeg faktisk ikke", "det er jeg ikke sikker på", "måske",
    "det tror jeg nok", "hvad siger du", "undskyld hvad sagde du", "kan du gentage det",
    "vil du gentage det", "gentag", "en gang til", "sig det lige igen",
    "kan du sige det langsommere", "jeg forstår det ikke", "jeg hørte ikke hvad du sagde",
    "jeg vil gerne tale med en person", "jeg vil tale med et menneske",
    "kan jeg tale med en medarbejder", "stil mig om", "kan du stille mig om",
    "jeg vil gerne tale med en rigtig person", "vent lidt", "et øjeblik",
    "vent jeg skal lige finde det", "lige et øjeblik", "det var det hele", "nej det var alt",
    "tak for hjælpen", "mange tak", "tusind tak", "hej", "goddag", "godmorgen", "farvel",
    "hej hej", "ja goddag", "hallo", "er du der", "jeg er her endnu", "hjælp", "den første",
    "den anden", "den sidste", "det første", "nummer et", "nummer to", "nummer tre",
    "nej det var noget andet", "det handler om noget andet", "stop", "forfra", "tilbage",
    "send det på sms", "ja send mig en sms", "send linket til mig", "det passer", "det er korrekt",
    "nemlig", "præcis", "selvfølgelig", "ja for søren", "overhovedet ikke",
)  # fmt: skip
"""Short ones, said to the bot's own questions."""

OPENINGS: Final = (
    "hej", "goddag", "ja goddag", "ja hej", "hej jeg ringer fordi", "jamen", "ja", "ja altså",
    "jo", "så", "ja det er", "okay", "hej det er {name}", "undskyld", "ja hallo",
)  # fmt: skip

HESITATIONS: Final = ("øh", "øhm", "altså", "hm", "lige", "ja", "vent", "mm")
