"""`python -m training`, as the desk starts it: really trained, in a small world, one story after the other."""
from training.record import ARCHIVE, report


def test_a_life_of_models(world):
    """The first one answers at once; a better one takes over; a worse one does not; a person may choose."""
    first = world.trained()
    assert first.instead_of is None and world.progress.step == "done" and world.progress.usually > 0

    assert world.trained() == first, "nothing has changed, so nothing is done"

    questions = ["do you sell gift vouchers", "can i buy a voucher for my mum", "gift cards?", "voucher as a present",
                 "is there a gift certificate", "present for a friend, do you have vouchers"]
    world.folder.topic("vouchers", "Do you sell gift vouchers?", asks={"Vouchers": questions})
    second = world.trained()
    assert second.model != first.model and second.instead_of is None
    found = report(second.model, world.models)
    assert found.before == first.model and found.falls == [] and found.added == (7, found.added[1])

    cost = world.project.topics["cost"]
    moved = [text for texts in cost.asks.values() for text in texts][::2]
    world.folder.topic("cost", cost.title, asks={ask: [text for text in texts if text not in moved] or [f"{ask}, say"]
                                                for ask, texts in cost.asks.items()})
    safe = world.project.topics["is_it_safe"]
    world.folder.topic("is_it_safe", safe.title, asks={**safe.asks, "Pasted by mistake": moved})
    third = world.trained()
    assert third.model == second.model and third.instead_of not in (None, second.model)
    found = report(third.instead_of, world.models)
    assert any(fall.text.startswith("Fewer questions of the topic “cost” are understood") for fall in found.falls)
    assert not found.unsafe and {each.meant for each in found.worse} >= {"cost"}

    assert world.run("use", third.instead_of, BY="Max").returncode == 0
    assert (world.service.model, world.service.by) == (third.instead_of, "Max")
    assert world.run("use", first.model, BY="Max").returncode == 0
    assert (world.service.model, world.service.instead_of) == (first.model, third.instead_of)
    assert world.trained().model == first.model, "a person's choice stays until the data changes"

    refused = world.run("use", f"faq-0-0{ARCHIVE}")
    assert refused.returncode == 1 and "is no model that can be taken into service" in refused.stderr

    broken = world.folder.write("faq/cost.yml", "titel: What?\n")
    failed = world.run()
    assert failed.returncode == 1 and world.progress.step == "failed" and "titel" in world.progress.trouble
    assert world.service.model == first.model and broken.exists()
    assert not list(world.models.glob(".unfinished-*"))
