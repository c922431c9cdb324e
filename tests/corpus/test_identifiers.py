"""What is found is compared by kind and by the very stretch."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.corpus.identifiers import find

pytestmark = pytest.mark.once


def found(text: str) -> list[tuple[str, str]]:
    return [(likely.kind, text[likely.start : likely.end]) for likely in find(text)]


@pytest.mark.parametrize(
    "phone",
    [
        "0639980123", "06 39 98 01 23", "06.39.98.01.23", "06-39-98-01-23", "06 / 39 / 98 / 01 / 23",
        "+33 6 39 98 01 23", "+33639980123", "0033 6 39 98 01 23", "+33 (0)6 39 98 01 23",
        "01\u00a099\u00a000\u00a012\u00a034", "0 465 710 123", "+34 600 000 000", "+213 5 50 00 00 00",
    ],
)  # fmt: skip
def test_a_telephone_number_is_found_however_it_is_spaced(phone: str) -> None:
    assert found(f"rappelez moi au {phone}, merci") == [("phone", phone)]


def test_arabic_figures_are_figures() -> None:
    assert found("رقمي ٠٦٣٩٩٨٠١٢٣ شكرا") == [("phone", "٠٦٣٩٩٨٠١٢٣")]


@pytest.mark.parametrize(
    "address", ["a.b-c@example.org", "zoe+mdm@mail.example.org", "x @ example.org"]
)
def test_an_electronic_address_is_found(address: str) -> None:
    assert found(f"écrivez à {address}.") == [("email", address)]


@pytest.mark.parametrize(
    "number",
    ["269054958815780", "2 69 05 49 588 157 80", "2 69 05 49 588 157", "1 85 02 2A 123 456"],
)
def test_a_social_security_number_is_found_with_or_without_its_key(number: str) -> None:
    assert found(f"mon numéro {number} voilà") == [("nir", number)]


def test_the_reason_says_whether_the_key_is_right() -> None:
    right, wrong = find("2 69 05 49 588 157 80 et 2 69 05 49 588 157 12")
    assert right.reason.endswith("clé exacte")
    assert wrong.reason.endswith("clé inexacte")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("allocataire 1234567 depuis mars", "1234567"),
        ("mon numéro d'allocataire c'est le 1234567", "1234567"),
        ("dossier n° 2024-00123 perdu", "2024-00123"),
        ("Dossier numero AB 458812", "AB 458812"),
        ("réf. : 998 112 45", "998 112 45"),
        ("mi expediente 4458123", "4458123"),
    ],
)
def test_a_file_number_is_found_after_its_word(text: str, number: str) -> None:
    assert found(text) == [("file", number)]


@pytest.mark.parametrize(
    "text", ["mon dossier traîne depuis 2019", "un dossier de 45 000 euros", "1234567 sans le mot"]
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("né le 3 mars 1972", "3 mars 1972"),
        ("nee le 03/03/1972", "03/03/1972"),
        ("née en 1948 à Oran", "1948"),
        ("mon fils, 14/07/2015", "14/07/2015"),
        ("date de naissance : 1er août 1990", "1er août 1990"),
        ("born on 5th of May 1988", "5th of May 1988"),
        ("nacida el 2 de enero de 1990", "2 de enero de 1990"),
    ],
)
def test_a_date_of_birth_is_found(text: str, date: str) -> None:
    assert found(text) == [("birth", date)]


def test_a_year_and_an_impossible_date_are_not_dates_of_birth() -> None:
    assert found("depuis 2019, et 45/13/2020, un nouveau né") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("merci à M. Durand !", "Durand"),
        ("M.Durand est venu", "Durand"),
        ("avec Mme Le Goff-Martin hier", "Le Goff-Martin"),
        ("Monsieur Élie de la Tour, merci", "Élie de la Tour"),
        ("madame Benali est super", "Benali"),
        ("mme benali est super", "benali"),
        ("Dr Ngoma a dit non", "Ngoma"),
        ("Maître D'Arcy", "D'Arcy"),
        ("la señora García me ayudó", "García"),
        ("Dona Fátima ajudou", "Fátima"),
        ("Mrs. O'Neill helped", "O'Neill"),
        ("السيدة حنان ساعدتني", "حنان"),
    ],
)
def test_a_name_after_a_civility_is_found(text: str, name: str) -> None:
    assert found(text) == [("name", name)]


@pytest.mark.parametrize(
    "text",
    [
        "la mme de l'accueil", "madame très gentille", "MADAME VOUS êtes", "Monsieur, bonjour",
        "السيدة التي في الاستقبال", "le M. tout court", "Me voilà",
    ],
)  # fmt: skip
def test_a_civility_without_a_name_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("je m'appelle karim et", "karim"),
        ("je mapel Samira", "Samira"),
        ("my name is Joy Adeyemi, I", "Joy Adeyemi"),
        ("me llamo Luz y vengo", "Luz"),
        ("eu me chamo Rui.", "Rui"),
        ("اسمي ليلى", "ليلى"),
        ("ma fille Inès est malade", "Inès"),
        ("votre collègue Sandrine", "Sandrine"),
    ],
)
def test_a_first_name_is_found(text: str, name: str) -> None:
    assert found(text) == [("first_name", name)]


@pytest.mark.parametrize(
    "address",
    [
        "12 rue des Lilas", "4 bis, avenue Jean Jaurès, 69003 Lyon", "3 place Bellecour",
        "18 chemin du moulin", "7 allée de l'Étang à Bron", "calle Mayor 12",
    ],
)  # fmt: skip
def test_a_postal_address_is_found(address: str) -> None:
    assert found(f"j'habite au {address}.") == [("address", address)]


def test_places_and_lessons_are_not_addresses() -> None:
    assert found("il y avait 3 place de parking et 2 cours de français") == []


def test_a_bank_account_is_found_and_not_the_word_after_it() -> None:
    iban = "FR76 3000 6000 0112 3456 7890 189"
    assert found(f"mon rib {iban} merci") == [("iban", iban)]


@pytest.mark.parametrize(
    "text",
    [
        "de trop sur je sais pas quoi", "mardi de pluie sans que je demande", "il perd son APL",
        "تتذكر اسمي كل مرة",
    ],
)  # fmt: skip
def test_plain_words_are_not_accounts_nor_names(text: str) -> None:
    assert found(text) == []


def test_of_two_that_overlap_the_longest_is_kept() -> None:
    assert found("né le 14/07/2015") == [("birth", "14/07/2015")]
    assert found("calle Mayor 12 rue des Lilas") == [("address", "12 rue des Lilas")]
    assert found("dossier 06 39 98 01 23") == [("phone", "06 39 98 01 23")]


def test_several_are_given_in_order() -> None:
    text = "je m'appelle Awa, 12 rue Neuve, 06 39 98 00 11"
    assert [kind for kind, _ in found(text)] == ["first_name", "address", "phone"]


PIECES = st.sampled_from(
    [
        "0",
        "6",
        "39",
        " ",
        ".",
        "@",
        "M. ",
        "Mme ",
        "né le ",
        "dossier ",
        "FR76",
        "rue ",
        "É",
        "x",
        "-",
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=60).map("".join)))
def test_any_text_gives_ordered_separate_stretches_inside_it(text: str) -> None:
    end = 0
    for likely in find(text):
        assert end <= likely.start < likely.end <= len(text)
        end = likely.end


@pytest.mark.parametrize(
    "piece",
    ["a", "0 ", "06 39 98 ", "a@", "a.", "M. A", "Mme De ", "dossier ", "né le ", "1 rue de ", "FR76 1",
     "12 rue Aa-", "É", "A'", "calle A ", "1/1/", "je m'appelle "],
)  # fmt: skip
def test_the_time_grows_with_the_length_and_no_more(piece: str) -> None:
    short, long = (piece * (size // len(piece)) for size in (20_000, 100_000))
    assert cost(long) < 12 * cost(short) + 0.2


def cost(text: str) -> float:
    started = process_time()
    find(text)
    return process_time() - started
