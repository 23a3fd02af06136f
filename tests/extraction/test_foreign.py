"""Names of people in articles that are not in English."""

import pytest

from articles.extraction.foreign import is_plainly_english, language_of
from articles.extraction.people import find_people

GERMAN = (
    "Das Vorhaben kostet nach Angaben der Versammlung zwei Millionen Kronen, sagte Innenministerin "
    "Karla Winterhoff. Die Mehrheit der Mitglieder stimmte dafür, und der Vorsitzende der "
    "Versammlung, Tjark van der Sand, dankte. Am Ende sprach Bürgermeister Tönnes Hagenbrook den "
    "Helfern zu. „Das ist gut“, so Hagenbrook. Nach der Sitzung sagte Winterhoff nichts. Im "
    "Landkreis Selmershausen wird nicht gebaut."
)
FRENCH = (
    "Selon le gouvernement, la mesure est une erreur, a déclaré Mathilde Kerguelen. Pourtant "
    "Kerguelen et le maire, Étienne Vaucluse, ont voté pour. La Cour des comptes et les habitants "
    "du quartier attendent. Mme Kerguelen est partie avec Jean-Baptiste Le Goff."
)
SPANISH = (
    "El Gobierno aprobó la ley, según la Policía Nacional. «Es un error», dijo Rosario Etxeberri, "
    "portavoz del Partido Verde. Sin embargo, el alcalde de Selmera, Joaquín Bermejo, no está con "
    "los vecinos del Barrio Alto. Además, Bermejo pidió calma para la ciudad."
)
DUTCH = (
    "Volgens de politie is het een fout. Burgemeester Femke Oosterwijk van Utrecht zei dat ze met "
    "de raad sprak. Ook Sjoerd van den Broek, voorzitter van de Tweede Kamer, was er niet bij. Het "
    "Openbaar Ministerie zwijgt."
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (GERMAN, {"Karla Winterhoff", "Tjark van der Sand", "Tönnes Hagenbrook"}),
        (FRENCH, {"Mathilde Kerguelen", "Étienne Vaucluse", "Jean-Baptiste Le Goff"}),
        (SPANISH, {"Rosario Etxeberri", "Joaquín Bermejo"}),
        (DUTCH, {"Femke Oosterwijk", "Sjoerd van den Broek"}),
    ],
    ids=["German", "French", "Spanish", "Dutch"],
)
def test_people_are_found_and_other_capitals_are_not(text, found):
    assert {span.name for span in find_people(text)} == found


def test_a_lone_family_name_in_german_joins_the_full_name():
    lone = [span for span in find_people(GERMAN) if " " not in GERMAN[span.start : span.end]]
    assert [span.name for span in lone] == ["Tönnes Hagenbrook", "Karla Winterhoff"]


def test_a_title_in_german_is_kept_beside_the_name():
    assert find_people(GERMAN)[0].title == "Innenministerin"


def test_german_nouns_alone_are_nobody():
    assert not find_people(
        "Die Leiterin des Projekts und der Chef der Gewerkschaft sind nicht zu sprechen. Auch die "
        "Rammarbeiten von Februar bis April werden ein Thema, und sieben Stimmen Mehrheit ist es."
    )


def test_english_is_no_other_language():
    english = {"the", "and", "of", "to", "in", "that", "is", "de", "la", "que", "en", "el"}
    assert language_of(english) == ""


def test_an_opening_full_of_english_function_words_is_plainly_english():
    text = (
        "the boat and the crew of it had to be in the harbour that is for them as was said with "
        "his own eyes but he is not from here and they have by this who on are"
    )
    assert is_plainly_english(text)
    assert not is_plainly_english("the boat left the harbour, and it was late " * 20)


def test_too_few_words_tell_no_language():
    assert language_of({"der", "die"}) == ""


def test_a_spanish_name_in_english_text_is_read_as_english():
    text = "The mayor, Ana Ruiz de la Vega, said that it was late and that she had to go."
    assert [text[span.start : span.end] for span in find_people(text)] == ["Ana Ruiz de la Vega"]
