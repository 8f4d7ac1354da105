"""Stands in for rasa.engine.recipes.default_components, which imports all 33 components to register them by name."""
from importlib import import_module

from rasa.engine.recipes.default_recipe import DefaultV1Recipe

from stack.light.lazy_table import LazyTable

PLACES = {
    "DIETClassifier": "rasa.nlu.classifiers.diet_classifier",
    "FallbackClassifier": "rasa.nlu.classifiers.fallback_classifier",
    "KeywordIntentClassifier": "rasa.nlu.classifiers.keyword_intent_classifier",
    "LogisticRegressionClassifier": "rasa.nlu.classifiers.logistic_regression_classifier",
    "MitieIntentClassifier": "rasa.nlu.classifiers.mitie_intent_classifier",
    "SklearnIntentClassifier": "rasa.nlu.classifiers.sklearn_intent_classifier",
    "CRFEntityExtractor": "rasa.nlu.extractors.crf_entity_extractor",
    "DucklingEntityExtractor": "rasa.nlu.extractors.duckling_entity_extractor",
    "EntitySynonymMapper": "rasa.nlu.extractors.entity_synonyms",
    "MitieEntityExtractor": "rasa.nlu.extractors.mitie_entity_extractor",
    "SpacyEntityExtractor": "rasa.nlu.extractors.spacy_entity_extractor",
    "RegexEntityExtractor": "rasa.nlu.extractors.regex_entity_extractor",
    "LexicalSyntacticFeaturizer": "rasa.nlu.featurizers.sparse_featurizer.lexical_syntactic_featurizer",
    "ConveRTFeaturizer": "rasa.nlu.featurizers.dense_featurizer.convert_featurizer",
    "MitieFeaturizer": "rasa.nlu.featurizers.dense_featurizer.mitie_featurizer",
    "SpacyFeaturizer": "rasa.nlu.featurizers.dense_featurizer.spacy_featurizer",
    "CountVectorsFeaturizer": "rasa.nlu.featurizers.sparse_featurizer.count_vectors_featurizer",
    "LanguageModelFeaturizer": "rasa.nlu.featurizers.dense_featurizer.lm_featurizer",
    "RegexFeaturizer": "rasa.nlu.featurizers.sparse_featurizer.regex_featurizer",
    "ResponseSelector": "rasa.nlu.selectors.response_selector",
    "JiebaTokenizer": "rasa.nlu.tokenizers.jieba_tokenizer",
    "MitieTokenizer": "rasa.nlu.tokenizers.mitie_tokenizer",
    "SpacyTokenizer": "rasa.nlu.tokenizers.spacy_tokenizer",
    "WhitespaceTokenizer": "rasa.nlu.tokenizers.whitespace_tokenizer",
    "MitieNLP": "rasa.nlu.utils.mitie_utils",
    "SpacyNLP": "rasa.nlu.utils.spacy_utils",
    "TEDPolicy": "rasa.core.policies.ted_policy",
    "MemoizationPolicy": "rasa.core.policies.memoization",
    "AugmentedMemoizationPolicy": "rasa.core.policies.memoization",
    "RulePolicy": "rasa.core.policies.rule_policy",
    "UnexpecTEDIntentPolicy": "rasa.core.policies.unexpected_intent_policy",
}
NEEDS_TENSORFLOW = frozenset({
    "DIETClassifier", "ResponseSelector", "TEDPolicy", "UnexpecTEDIntentPolicy", "ConveRTFeaturizer",
    "LanguageModelFeaturizer"})


class Components(LazyTable):
    """Rasa's table of registered components; a component puts itself into it when its module is imported."""

    def load(self, name: str) -> None:
        import_module(self.places[name])


if not isinstance(DefaultV1Recipe._registered_components, Components):
    registered = DefaultV1Recipe._registered_components
    DefaultV1Recipe._registered_components = Components(PLACES)
    DefaultV1Recipe._registered_components.update(registered)

DEFAULT_COMPONENTS: list = []
