"""The language of a text, told by script and function words."""

import pytest

from articles.extraction.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The council voted on Monday to rebuild the pier, and it will cost four million.", "en"),
        (
            "Der Rat hat am Montag beschlossen, dass die Brücke nicht vor dem Winter gebaut wird.",
            "de",
        ),
        (
            "Le conseil a voté lundi pour que les travaux ne soient pas retardés par une grève.",
            "fr",
        ),
        ("El consejo votó el lunes por la reconstrucción de las obras que se perdieron.", "es"),
        ("Il consiglio ha votato che la strada non sarà chiusa per i lavori della città.", "it"),
        ("De raad heeft op maandag besloten dat het werk niet voor de winter begint.", "nl"),
        ("시의회는 월요일 부두를 다시 짓기로 했다.", "ko"),
        ("市議会は月曜日に桟橋を建て直すことを決めた。", "ja"),
        ("市议会星期一决定重建码头。", "zh"),
        ("Городской совет решил в понедельник построить причал.", "ru"),
        ("Міська рада вирішила в понеділок збудувати причал.", "uk"),
        ("قرر المجلس يوم الاثنين إعادة بناء الرصيف.", "ar"),
        ("המועצה החליטה ביום שני לבנות את המזח מחדש.", "he"),
        ("", ""),
        ("1234 5678", ""),
        ("Harbour Town", ""),
        ("zxq wvb qqq rrt plk mnb vcx zzz", ""),
    ],
)
def test_language(text, language):
    assert detect_language(text) == language


def test_foreign_names_do_not_turn_an_english_text():
    text = "The mayor, 김민수, said that he was to go to 上海 for the talks and that it was late."
    assert detect_language(text) == "en"
