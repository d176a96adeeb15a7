"""What an answer leaves open: a result nobody measured, a choice with nothing beside it, work without an owner.

Silent about plans and conditions: "it would be faster" claims nothing yet.
"""

import re
from typing import Literal

from agent.claims.sentences import sentences
from agent.state import Record

_DEGREE = r"(?:much|a lot|way|far|significantly|noticeably|considerably|dramatically|really|substantially|a great deal|massively|hugely|a ton|quite a bit|clearly|so much|very)"
_BETTER = r"(?:faster|better|cheaper|quicker|smoother|more (?:accurate|stable|reliable|relevant|efficient|robust|engaged)|happier|lower|higher|smaller|simpler|slower|worse)"
_ROSE = r"(?:improved|increased|grew|rose|went up|jumped|dropped|decreased|fell|went down|declined|came down|shrank)"
_RESULT = re.compile(
    rf"\b(?:got|became|turned out|ran|runs|ended up|performed|works|worked) (?:{_DEGREE} )?{_BETTER}\b|"
    rf"\b(?:was|were) {_DEGREE} {_BETTER}\b|"
    rf"\b{_ROSE} (?:{_DEGREE}|nicely|across the board|everywhere)\b|"
    rf"\b{_DEGREE} (?:improved|increased|reduced|boosted|decreased|lifted|raised)\b|"
    rf"\b(?:improved|reduced|boosted|lifted|raised|cut|increased) (?:the |our |its |user |overall )*[\w-]+(?: [\w-]+)? (?:{_DEGREE}|nicely)\b|"
    r"\b(?:saw|got|had|gave us|brought|delivered|was) (?:a |an )?(?:huge|big|massive|significant|nice|great|substantial|dramatic|large) "
    r"(?:improvement|gain|lift|win|boost|reduction|increase|drop|success)s?\b|"
    r"\b(?:it|that|this|which|the (?:model|system|launch|approach|new \w+)) (?:performed|worked|did|went) (?:really |very |pretty |extremely |so )well\b|"
    r"\b(?:users|people|customers|everyone) (?:loved|really liked) it\b|\bthe results were (?:really |very )?(?:good|great|amazing|impressive|excellent)\b",
    re.IGNORECASE,
)
_TOOL = (
    r"kafka|redis|spark|flink|ray|kubernetes|cassandra|postgres(?:ql)?|mysql|mongodb|dynamodb|elasticsearch|faiss|scann|hnsw|milvus|chroma|"
    r"pytorch|tensorflow|jax|tensorrt|triton|onnx|vllm|airflow|bigquery|snowflake|hive|xgboost|lightgbm|catboost|bert|gpt|llama|dlrm|din|dcn|"
    r"deepfm|mmoe|esmm|lora|qlora|adam|adamw|lambdamart|word2vec|clip|resnet|vit|grpc|rabbitmq|pulsar|rocksdb|clickhouse|druid|nginx|docker"
)
_DESIGN = (
    r"transformers?|two[- ]tower(?: model)?|neural net(?:work)?s?|deep network|boosted trees|decision trees?|random forests?|logistic regression|linear model|"
    r"collaborative filtering|matrix factori[sz]ation|cross[- ]encoder|bi[- ]encoder|autoencoder|lstm|rnn|gru|cnn|message queue|queue|cache|"
    r"vector (?:database|store|index)|feature store|microservices?|bandit|knowledge graph|rule engine|focal loss|hinge loss|contrastive loss|"
    r"cross[- ]entropy|batch (?:job|pipeline)|streaming pipeline|int8|quantization|distillation|embedding model|ensemble"
)
_CHOICE = re.compile(
    r"\b(?:(?:we|i)(?:['’]d| would|['’]ll| will)? (?:just |simply |then |basically |also )?(?:use(?!d to\b)d?|chose|choose|picked?|go with|went with|"
    r"decided (?:on|to use)|opted for|adopted|build|built)|(?:we|i) (?:ended up|settled) (?:using|on|with)) "
    rf"(?:an? |the |some |our own )?(?:[a-z0-9-]+ ){{0,2}}?(?:{_TOOL}|{_DESIGN})\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|since|as (?:it|we|they|the|there|that)|so (?:that|the|we|it|i|nobody|no)|due to|in order to|which (?:lets|gives|gave|means|meant|let|saves|saved|is|was|costs?)|"
    r"gives|gave|lets|reason|trade-?off|instead of|rather than|over|versus|vs|against|compared?|alternatives?|considered|tried|looked at|"
    r"evaluated|benchmark\w*|measured|cheap\w*|faster|fastest|simple\w*|easier|enough|already|needed?|needs|wanted|want|requires?|limit|budget|latency|"
    r"cost\w*|why|if|unless|when|but|though|although|without|not|isn['’]t|wasn['’]t|don['’]t|didn['’]t|can['’]t|couldn['’]t|otherwise|first|"
    r"baseline|prefer\w*|outperform\w*|beats?|wins?|better|worse|slower|fits?|keeps?|kept|saves?|avoids?|price|at (?:most|least))\b|\d",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"\b(?:would|could|should|if|can|may|might|will|when|usually|often|tends?|always|expect\w*|hope|want\w*|need\w*|must|suppose|unless|maybe|"
    r"perhaps|whether|until|never|not|no|nobody|sometimes|typically|why|how|said|says|say|claim\w*|told|imagine|wrong|whatever|whoever|anything|"
    r"\w+n['’]t|(?:i|we|it|that|they|you|there|which|he|she)['’](?:d|ll))\b|\?",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"\d|%|\b(?:percent|per cent|milliseconds?|seconds?|minutes|points?|twice|half|halved|doubled|tripled|third|quarter|measur\w+|a\s?/\s?b|ab test|experiment|"
    r"significan\w+ (?:at|level)|interval|control|baseline|held[- ]?out|holdout|benchmark\w*|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|"
    r"hundred|thousand|million|billion|tenth|tenths|times|p99|p95)\b",
    re.IGNORECASE,
)
_WE = re.compile(r"\b(?:we|our|ours|us)\b", re.IGNORECASE)
_I = re.compile(r"\b(?:I|me|my|mine|myself)\b|\bi['’](?:m|d|ve|ll)\b|\bi\b(?=\s+[a-z])")
_DEED = re.compile(
    r"\b(?:we|team) (?:then |also |first |finally |just )?(?:(?!need|feed|speed|proceed|embed|exceed)\w{2,}ed|built|ran|had|went|chose|made|took|got|saw|did|wrote|found|brought|cut|put|"
    r"set up|rewrote|won|kept|sold|grew|led|began|held|met|lost|split)\b",
    re.IGNORECASE,
)
ENOUGH = 4
"""How many times `we` is said, and never `I`, before it is worth asking whose work it was. Two of them must be deeds
done: in "we send a packet and we wait" nobody's work is told."""


class Gap(Record):
    """Something an answer should have held. `quote` is the sentence that shows it."""

    kind: Literal["measurement", "alternative", "ownership"]
    quote: str


def gaps(text: str) -> tuple[Gap, ...]:
    """At most one gap of each kind, at the first sentence that shows it."""
    spans = sentences(text)
    found: dict[str, str] = {}
    for n, (start, end) in enumerate(spans):
        said = text[start:end].strip()
        around = text[spans[max(0, n - 1)][0] : spans[min(len(spans) - 1, n + 1)][1]]
        if (
            "measurement" not in found
            and _RESULT.search(said)
            and not _SUPPOSED.search(said)
            and not _MEASURED.search(around)
        ):
            found["measurement"] = said
        if "alternative" not in found and (choice := _CHOICE.search(said)) and "?" not in said:
            apart = said[: choice.start()] + " " + said[choice.end() :]
            beside = around.replace(said, apart, 1)
            if not _REASON.search(beside):
                found["alternative"] = said
    if len(_WE.findall(text)) >= ENOUGH and len(_DEED.findall(text)) >= 2 and not _I.search(text):
        start, end = next(span for span in spans if _WE.search(text, *span))
        found["ownership"] = text[start:end].strip()
    return tuple(
        Gap(kind=kind, quote=found[kind]) for kind in ("measurement", "alternative", "ownership") if kind in found
    )
