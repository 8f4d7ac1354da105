"""Changes to modules of Rasa and Sanic once they are loaded, each with the same effect as before for less.

Rasa 3.6 compiles one fixed JSON schema anew for every reply of the action server (60 of 77 ms a message), tries each
event in it against 23 schemas, looks for each stored event's class among all classes, plans its graph for every message,
opens a connection for every call, and hears nobody while it understands a message. `make bench` measures what is left.
"""
import asyncio
import contextvars
import copy
import os
import string
import warnings
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext, suppress
from types import ModuleType
from typing import Any, Dict, List, Optional
from urllib.parse import quote

# A healthy action server answers in a few milliseconds; after this long the visitor gets the outage sentence instead.
PATIENCE_SECONDS = 5.0


def lighten_actions(module: ModuleType) -> None:
    """rasa.core.actions.action: validators made once, each event against the one schema that bears its name."""
    import jsonschema

    schema = copy.deepcopy(module.RemoteAction.action_response_format_spec())
    events = schema["properties"]["events"]["items"].pop("oneOf")
    make = jsonschema.validators.validator_for(schema)
    whole = make(schema)
    by_name = {each["properties"]["event"]["const"]: make(each) for each in events}

    def validate(self: Any, result: Dict) -> bool:
        whole.validate(result)
        for event in result.get("events") or []:
            name = event.get("event") if isinstance(event, dict) else event
            if name not in by_name:
                raise jsonschema.ValidationError(f"The action server's reply has an event of no known kind: {name!r}")
            by_name[name].validate(event)
        return True

    module.RemoteAction._validate_action_result = validate  # type: ignore[attr-defined]
    module.DEFAULT_REQUEST_TIMEOUT = PATIENCE_SECONDS  # type: ignore[attr-defined]


def lighten_events(module: ModuleType) -> None:
    """rasa.shared.core.events: the class of an event is looked for once a name."""
    look = module.Event.resolve_by_type
    known: Dict[str, Any] = {}

    def resolve(type_name: str, default: Optional[type] = None) -> Optional[type]:
        if type_name not in known:
            found = look(type_name, default)
            if found is default:
                return found
            known[type_name] = found
        return known[type_name]

    module.Event.resolve_by_type = staticmethod(resolve)  # type: ignore[attr-defined]


def lighten_runner(module: ModuleType) -> None:
    """rasa.engine.runner.dask: a graph of a dozen nodes is walked, not planned anew by dask for every message; in training,
    those that do not need each other run at the same time."""
    def run(self: Any, inputs: Optional[Dict[str, Any]] = None, targets: Optional[List[str]] = None) -> Dict[str, Any]:
        schema, nodes = self._graph_schema.nodes, self._instantiated_nodes
        if any(isinstance(value, str) and value in schema for value in (inputs or {}).values()):
            raise module.GraphRunError("An input's value is the name of a node.")  # type: ignore[attr-defined]
        done: Dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}
        threads = ThreadPoolExecutor() if any(node.fn == "train" for node in schema.values()) else None

        def result(name: str) -> Any:
            value = done.get(name, name)  # what nobody provides stays its name, as with dask
            return value.result() if isinstance(value, Future) else value

        def start(name: str) -> None:
            """What it needs first, so that whoever waits in a thread waits for one that has begun."""
            if name in schema and name not in done:
                needs = list(schema[name].needs.values())
                for need in needs:
                    start(need)
                done[name] = (threads.submit(lambda: nodes[name](*map(result, needs))) if threads
                              else nodes[name](*map(result, needs)))

        wanted = targets or self._graph_schema.target_names
        try:
            with threads or nullcontext():
                for target in wanted:
                    start(target)
                return dict(result(target) for target in wanted)
        except RuntimeError as error:
            raise module.GraphRunError("Error running runner.") from error  # type: ignore[attr-defined]

    module.DaskGraphRunner.run = run  # type: ignore[attr-defined]


def lighten_processor(module: ModuleType) -> None:
    """rasa.core.processor: messages are understood in threads, as many at once as there are processors, so that none waits
    for one that is long, nor does whoever asks for anything else. Rasa's warning of an intent that the domain lacks is left
    out: it builds an empty domain for each message, and nlu/importer.py puts every topic into the domain."""
    in_turn = module.MessageProcessor.parse_message
    threads = ThreadPoolExecutor(os.cpu_count(), "understanding")

    async def parse(self: Any, message: Any, tracker: Any = None, only_output_properties: bool = True) -> Dict[str, Any]:
        if self.http_interpreter:
            return await in_turn(self, message, tracker, only_output_properties)
        if tracker is None:
            tracker = module.DialogueStateTracker.from_events(message.sender_id, [])  # type: ignore[attr-defined]
        here = contextvars.copy_context()  # faq/alarm.py: whoever listens hears what is noticed in the thread
        parsed = await asyncio.get_running_loop().run_in_executor(
            threads, here.run, self._parse_message_with_graph, message, tracker, only_output_properties)
        self._update_full_retrieval_intent(parsed)
        return parsed

    module.MessageProcessor.parse_message = parse  # type: ignore[attr-defined]


def lighten_training_data(module: ModuleType) -> None:
    """rasa.shared.nlu.training_data.training_data: merging shares the messages.

    Rasa copies each of them at each of four merges before training, and uses none of the merged sets again.
    """
    def merge(self: Any, *others: Any) -> Any:
        sets = [self, *(other for other in others if other)]
        synonyms: Dict[str, str] = {}
        for each in sets:
            for text, meaning in each.entity_synonyms.items():
                module.util.check_duplicate_synonym(  # type: ignore[attr-defined]
                    synonyms, text, meaning, "merging training data")
            synonyms.update(each.entity_synonyms)
        return module.TrainingData(  # type: ignore[attr-defined]
            [message for each in sets for message in each.training_examples], synonyms,
            [dict(feature) for each in sets for feature in each.regex_features],
            [dict(table) for each in sets for table in each.lookup_tables],
            {name: said for each in sets for name, said in each.responses.items()})

    module.TrainingData.merge = merge  # type: ignore[attr-defined]


def lighten_messages(module: ModuleType) -> None:
    """rasa.shared.nlu.training_data.message: a message's hash is that of its text.

    Rasa fingerprints every message with all its features to find those that stand twice (5 of 50 s). Equal messages have
    the same text, so the hash is right as it is.
    """
    module.Message.__hash__ = lambda self: hash(self.data.get("text"))  # type: ignore[attr-defined]


def lighten_training(module: ModuleType) -> None:
    """rasa.engine.training.hooks: what a component made is not put into Rasa's cache (8 of 50 s).

    training/model.py trains a whole model for each state of the data, so nothing would ever be taken out again.
    """
    module.TrainingHook.on_before_node = lambda self, *args, **kwargs: {}  # type: ignore[attr-defined]
    module.TrainingHook.on_after_node = lambda self, *args, **kwargs: None  # type: ignore[attr-defined]


def lighten_storage(module: ModuleType) -> None:
    """rasa.engine.storage.local_model_storage: models are packed as they are, in an instant instead of 4 s, and take twice
    the room: they are numbers, mostly."""
    packed = module.TarSafe.gzopen

    def gzopen(cls: Any, name: Any, mode: str = "r", fileobj: Any = None, compresslevel: int = 0, **options: Any) -> Any:
        return packed.__func__(cls, name, mode, fileobj, compresslevel, **options)

    module.TarSafe.gzopen = classmethod(gzopen)  # type: ignore[attr-defined]


def quieten_sanic(module: ModuleType) -> None:
    """sanic.app turns everybody's deprecation warnings back on when it is imported."""
    warnings.filterwarnings("ignore", category=DeprecationWarning)


def quieten_action_server(module: ModuleType) -> None:
    """rasa_sdk.endpoint logs the text of what went wrong in an action, which may quote a visitor (privacy/logs.py)."""
    from privacy.logs import leave_messages_out

    leave_messages_out()


def refuse_odd_requests(module: ModuleType) -> None:
    """sanic.http takes any number for a body's length (a negative one keeps it reading for ever), closes the connection
    without a word at an address that is not ASCII, and logs what it has just refused once more as its own failure.

    It reads the length with `int`, and compiles some of its methods anew at start, so `int` is what can be changed here.
    """
    from sanic.exceptions import InvalidUsage, SanicException

    class NotNegative(type):
        """Stands for `int`: makes numbers from 0 on, and knows every number as one."""

        def __call__(cls, text: Any, *base: int) -> int:
            try:
                number = int(text, *base)
            except ValueError:
                number = -1
            if number < 0:
                raise InvalidUsage("The length of the body is no number from 0 on.")
            return number

        def __instancecheck__(cls, value: Any) -> bool:
            return isinstance(value, int)

    module.int = NotNegative("int", (), {})  # type: ignore[attr-defined]
    slot, one_connection = module.Http.url, module.Http.http1

    def put(self: Any, url: Optional[str]) -> None:
        slot.__set__(self, url and quote(url.encode(errors="surrogateescape"), safe=string.punctuation))

    async def http1(self: Any) -> None:
        with suppress(SanicException):  # it has been answered
            await one_connection(self)

    module.Http.url, module.Http.http1 = property(slot.__get__, put), http1  # type: ignore[attr-defined]


def lighten_endpoints(module: ModuleType) -> None:
    """rasa.utils.endpoints: one session an endpoint, kept open."""
    open_new = module.EndpointConfig.session

    class Kept:
        """An endpoint's session, open until the process ends, in the shape of Rasa's `async with`."""

        def __init__(self, session: Any) -> None:
            self.session = session

        async def __aenter__(self) -> Any:
            return self.session

        async def __aexit__(self, *error: Any) -> None:
            """Stays open."""

    def session(self: Any) -> Kept:
        loop = asyncio.get_running_loop()
        kept, its_loop = self.__dict__.get("_kept", (None, None))
        if kept is None or kept.closed or its_loop is not loop:
            kept = open_new(self)
            self._kept = (kept, loop)
        return Kept(kept)

    module.EndpointConfig.session = session  # type: ignore[attr-defined]
