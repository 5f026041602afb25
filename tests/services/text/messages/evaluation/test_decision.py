from services.data.models.decision import CRITERIA, Decision
from services.text.messages.evaluation.decision import criterion_title, decision_text


def test_a_decision_names_the_class_and_its_threshold():
    assert decision_text(Decision("yes", 0.3)) == "“yes” is predicted from 30% on."
    assert decision_text(None) == "The likelier class is predicted."


def test_each_criterion_has_a_title_of_its_own():
    assert len({criterion_title(criterion) for criterion in CRITERIA}) == len(CRITERIA)
