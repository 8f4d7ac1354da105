"""Stands in for rasa.core.channels, which imports the clients of fifteen chat services to list their classes."""
from importlib import import_module

from rasa.core.channels.channel import (  # noqa: F401
    CollectingOutputChannel,
    InputChannel,
    OutputChannel,
    UserMessage,
)

from stack.light.lazy_table import LazyTable

PLACES = {
    "cmdline": "console.CmdlineInput", "facebook": "facebook.FacebookInput", "slack": "slack.SlackInput",
    "telegram": "telegram.TelegramInput", "mattermost": "mattermost.MattermostInput", "twilio": "twilio.TwilioInput",
    "twilio_voice": "twilio_voice.TwilioVoiceInput", "rasa": "rasa_chat.RasaChatInput",
    "botframework": "botframework.BotFrameworkInput", "rocketchat": "rocketchat.RocketChatInput",
    "callback": "callback.CallbackInput", "rest": "rest.RestInput", "socketio": "socketio.SocketIOInput",
    "webexteams": "webexteams.WebexTeamsInput", "hangouts": "hangouts.HangoutsInput",
}


class Channels(LazyTable):
    """Input channel classes by the name that credentials.yml gives them."""

    def load(self, name: str) -> None:
        module, class_name = self.places[name].split(".")
        self[name] = getattr(import_module(f"rasa.core.channels.{module}"), class_name)


BUILTIN_CHANNELS = Channels(PLACES)
