"""The evidence chain: facts in, links and findings out. Pure: nothing is read, stored or asked here.

signature ──named by──▶ subject ──owned by──▶ entity ──is──▶ account holder
"""

from pipeline.chain.facts import CaseFacts, DocumentFacts, FieldFact
from pipeline.chain.follow import follow
from pipeline.chain.result import ChainResult, Confirmation, Draft

__all__ = ["CaseFacts", "ChainResult", "Confirmation", "DocumentFacts", "Draft", "FieldFact", "follow"]
