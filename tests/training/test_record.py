"""What is kept beside the models."""
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep

from training import record
from training.compare import Comparison
from training.record import Progress


def test_the_model_in_service(tmp_path):
    """None at first; then the one that was put there, and by whom."""
    assert record.in_service(tmp_path) is None and record.history(tmp_path) == []
    record.put_into_service("faq-a-1.tar.gz", tmp_path, instead_of="faq-a-2.tar.gz", by="Max")
    found = record.in_service(tmp_path)
    assert (found.model, found.instead_of, found.by) == ("faq-a-1.tar.gz", "faq-a-2.tar.gz", "Max")


def test_a_model_is_in_nobodys_place_of_its_own(tmp_path):
    """Who chooses the very model that fits the data has chosen it for good."""
    record.put_into_service("faq-a-1.tar.gz", tmp_path, instead_of="faq-a-1.tar.gz")
    assert record.in_service(tmp_path).instead_of is None


def test_the_history_has_changes_only(tmp_path):
    """A model that goes on answering begins no new state."""
    for model, instead_of in (("a", None), ("b", None), ("b", "c"), ("a", None)):
        record.put_into_service(f"faq-{model}.tar.gz", tmp_path, instead_of=instead_of)
    assert [each.model for each in record.history(tmp_path)] == ["faq-a.tar.gz", "faq-b.tar.gz", "faq-a.tar.gz"]


def test_a_spoilt_file_is_as_good_as_none(tmp_path):
    """It is written anew the next time."""
    (tmp_path / record.SERVICE).write_text("{", encoding="utf-8")
    assert record.in_service(tmp_path) is None
    record.put_into_service("faq-a.tar.gz", tmp_path)
    assert record.in_service(tmp_path).model == "faq-a.tar.gz"


def test_a_report_goes_with_its_model(tmp_path):
    """It is read by the model's name, and deleted with it."""
    model = tmp_path / "faq-a.tar.gz"
    model.write_bytes(b"")
    record.keep_report(Comparison(candidate=model.name, before="faq-b.tar.gz", changed=[], shares={}, added=(2, 1),
                                  falls=[]), tmp_path)
    assert record.report(model.name, tmp_path).added == (2, 1)
    record.delete(model)
    assert record.report(model.name, tmp_path) is None and list(tmp_path.iterdir()) == []


def test_one_trains_at_a_time(tmp_path):
    """The second is told so, and may when the first is done."""
    with record.alone(tmp_path) as first, record.alone(tmp_path) as second:
        assert (first, second) == (True, False)
    with record.alone(tmp_path) as third:
        assert third


def test_who_only_looks_is_waited_for(tmp_path):
    """The desk's page holds the lock for an instant: whoever comes to train then is not sent away."""
    looking, seen = record.alone(tmp_path), Event()

    def look():
        with looking:
            seen.set()
            sleep(0.2)

    with ThreadPoolExecutor(1) as page:
        page.submit(look)
        assert seen.wait(5)
        with record.alone(tmp_path, patience=10) as free:
            assert free


def test_progress(tmp_path):
    """As it was noted last."""
    assert record.progress(tmp_path) is None
    record.note(Progress(step="training", since=record.now(), usually=60), tmp_path)
    assert record.progress(tmp_path).step == "training"
