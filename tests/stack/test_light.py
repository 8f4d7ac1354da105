"""Rasa without what is left out: imports, lists that load on demand, cheaper calls."""
import asyncio
import subprocess
import sys
import threading
from types import SimpleNamespace

import jsonschema
import pytest

from faq.alarm import listen, raise_alarms
from stack.light.stand_ins import LeftOut, installed


def run(code: str) -> str:
    """What a new Python prints for a piece of code."""
    return subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True).stdout


def test_rasa_starts_without_tensorflow():
    """`rasa --version` works, and no package of TensorFlow's is loaded for it."""
    assert "3.6.21" in run("import sys, rasa.__main__; print(rasa.__version__)")
    assert not installed("tensorflow")


def test_only_what_is_named_is_imported():
    """Serving loads neither the clients of other chat services nor the components of other pipelines."""
    loaded = run("import sys, rasa.core.run, rasa.core.agent; print([m for m in ('rasa.core.channels.slack',"
                 " 'rasa.core.policies.ted_policy', 'rasa.nlu.classifiers.diet_classifier') if m in sys.modules])")
    assert loaded.strip() == "[]"


def test_stand_ins_answer_rasa_only():
    """Others that try an import are told the truth."""
    assert run("try:\n import tensorflow\nexcept ModuleNotFoundError: print('not there')").strip() == "not there"


@pytest.mark.parametrize("name", ["LogisticRegressionClassifier", "WhitespaceTokenizer", "RulePolicy"])
def test_rasas_own_components_are_found_by_name(name):
    """A developer can name any of Rasa's components in config.yml."""
    assert name in run("from rasa.engine.recipes.default_recipe import DefaultV1Recipe as R;"
                       f"print(R._from_registry({name!r}).clazz.__name__)")


def test_rasas_own_channels_are_found_by_name():
    """credentials.yml may name `rest` or `socketio` as ever."""
    assert "RestInput" in run("from rasa.core.channels import BUILTIN_CHANNELS as B; print('rest' in B, B['rest'])")


def test_an_unknown_component_is_refused_as_ever():
    """The table that loads on demand knows what it does not have."""
    assert "False" in run("import rasa.engine.recipes.default_components;"
                          "from rasa.engine.recipes.default_recipe import DefaultV1Recipe as R;"
                          "print('NoSuchThing' in R._registered_components)")


def test_using_a_stand_in_in_earnest_is_refused():
    """A class of Rasa's that rests on TensorFlow loads, and says what it misses when it is used."""
    from rasa.utils.tensorflow.layers import RandomlyConnectedDense
    with pytest.raises(LeftOut, match="RandomlyConnectedDense needs a package"):
        RandomlyConnectedDense()


def test_nothing_is_reported_to_anybody():
    """Telemetry and crash reports are off in every Python of this environment."""
    assert run("import rasa.telemetry as t; print(t.is_telemetry_enabled())").strip() == "False"


REPLIES = [({"events": [], "responses": []}, True), ({"events": [{"event": "slot", "name": "a", "value": 1}]}, True),
           ({"events": [{"event": "slot"}]}, False), ({"events": [{"event": "no such"}]}, False), ({"events": {}}, False),
           ({"events": [{"name": "a"}]}, False), ({"responses": ["text"]}, False)]


@pytest.mark.parametrize("reply, good", REPLIES)
def test_replies_of_the_action_server_are_checked_as_by_rasa(reply, good):
    """The validator made once takes and refuses what Rasa's own schema does."""
    from rasa.core.actions.action import RemoteAction
    try:
        jsonschema.validate(reply, RemoteAction.action_response_format_spec())
        by_rasa = True
    except jsonschema.ValidationError:
        by_rasa = False
    assert by_rasa is good
    if good:
        assert RemoteAction("a", None)._validate_action_result(reply)
    else:
        with pytest.raises(jsonschema.ValidationError):
            RemoteAction("a", None)._validate_action_result(reply)


def test_an_event_is_found_by_its_name():
    """Known names give their class, unknown ones are refused as ever."""
    from rasa.shared.core.events import Event, SlotSet
    assert Event.resolve_by_type("slot") is SlotSet
    with pytest.raises(ValueError, match="no such"):
        Event.resolve_by_type("no such")


def test_an_endpoint_keeps_its_connection():
    """Two calls share one session; it stays open after the first."""
    from rasa.utils.endpoints import EndpointConfig

    async def two_sessions() -> list:
        endpoint, seen = EndpointConfig("http://127.0.0.1:9"), []
        for _ in range(2):
            async with endpoint.session() as session:
                seen.append((session, session.closed))
        await session.close()
        return seen

    first, second = asyncio.run(two_sessions())
    assert first == second and not first[1]


def test_rasa_gives_up_an_idle_connection_before_the_action_server_does():
    """Or a call would now and then be sent into a connection that is just being closed."""
    code = ("from stack.actions_server import server; from rasa.utils.endpoints import EndpointConfig; import asyncio\n"
            "async def main():\n"
            "    async with EndpointConfig('http://127.0.0.1:9').session() as session:\n"
            "        print(session.connector._keepalive_timeout < server('secret').config.KEEP_ALIVE_TIMEOUT)\n"
            "        await session.close()\n"
            "asyncio.run(main())")
    assert run(code).strip() == "True"


class Pipeline:
    """Understands a message only while it understands another, and hears a danger in each."""

    def __init__(self):
        self.both = threading.Barrier(2)

    def run(self, inputs, targets):
        from rasa.shared.nlu.training_data.message import Message

        [message] = inputs["__message__"]
        raise_alarms([message.text])
        self.both.wait(10)
        return {target: [Message({"text": message.text})] for target in targets}


def test_two_messages_are_understood_at_once_and_each_visitors_danger_is_heard():
    """One would wait for the other for ever; what is noticed in a thread reaches the task that listens, and no other."""
    from rasa.core.channels.channel import UserMessage
    from rasa.core.processor import MessageProcessor

    processor = MessageProcessor.__new__(MessageProcessor)
    processor.http_interpreter = processor.domain = None
    processor.graph_runner, processor.model_metadata = Pipeline(), SimpleNamespace(nlu_target="understood")

    async def understood(text):
        alarms = listen()
        return (await processor.parse_message(UserMessage(text)))["text"], alarms

    async def both():
        return await asyncio.gather(understood("poison"), understood("chest"))

    assert asyncio.run(both()) == [("poison", ["poison"]), ("chest", ["chest"])]


def test_merged_training_data_is_what_rasa_merges():
    """All messages, synonyms and tables of both sets, and neither set is changed."""
    from rasa.shared.nlu.training_data.message import Message
    from rasa.shared.nlu.training_data.training_data import TrainingData

    one = TrainingData([Message.build("a", "x")], {"p": "q"}, [], [{"name": "t", "elements": ["b"]}])
    other = TrainingData([Message.build("c", "y")], {"r": "s"})
    both = one.merge(other, None)
    assert [message.get("text") for message in both.training_examples] == ["a", "c"]
    assert both.entity_synonyms == {"p": "q", "r": "s"} and both.lookup_tables == [{"name": "t", "elements": ["b"]}]
    assert len(one.training_examples) == len(other.training_examples) == 1


def test_messages_that_stand_twice_are_found():
    """By all that they hold, not by their text alone."""
    from rasa.shared.nlu.training_data.message import Message
    from rasa.shared.nlu.training_data.training_data import TrainingData

    twice = [Message.build("a", "x"), Message.build("a", "x"), Message.build("a", "y")]
    assert [message.get("intent") for message in TrainingData(twice).training_examples] == ["x", "y"]


class Adding:
    """A graph node that adds what it is given, and counts how often it is run."""

    def __init__(self, name):
        self.name, self.runs = name, 0

    def __call__(self, *given):
        self.runs += 1
        return self.name, sum(value for _, value in given)


def small_graph(fn="run"):
    """c needs a and b, b needs a, as does d, which nobody needs. `fn`: what each node does, "train" in a training."""
    from rasa.engine.graph import GraphSchema
    from rasa.engine.runner.dask import DaskGraphRunner

    needs = {"a": {"x": "input"}, "b": {"x": "a"}, "c": {"x": "a", "y": "b"}, "d": {"x": "a"}}
    runner = DaskGraphRunner.__new__(DaskGraphRunner)
    runner._graph_schema = GraphSchema({name: SimpleNamespace(needs=each, fn=fn, is_target=False)
                                        for name, each in needs.items()})
    runner._instantiated_nodes = {name: Adding(name) for name in needs}
    return runner


def test_a_graph_runs_each_node_it_needs_once():
    """5 goes through a to b, and both to c: 10; d is not run."""
    runner = small_graph()
    assert runner.run(inputs={"input": 5}, targets=["c"]) == {"c": 10}
    assert [node.runs for node in runner._instantiated_nodes.values()] == [1, 1, 1, 0]


def test_nodes_that_do_not_need_each_other_are_trained_together():
    """b and d both wait for the other to begin."""
    runner, meeting = small_graph("train"), threading.Barrier(2, timeout=20)
    for name in "bd":
        runner._instantiated_nodes[name] = lambda *given, name=name: (meeting.wait(), (name, 1))[1]
    assert runner.run(inputs={"input": 5}, targets=["b", "d"]) == {"b": 1, "d": 1}


def test_an_input_that_is_a_nodes_name_is_refused():
    """As Rasa does, since it could not be told from the node's output."""
    from rasa.engine.exceptions import GraphRunError
    with pytest.raises(GraphRunError):
        small_graph().run(inputs={"input": "a"}, targets=["c"])
