"""Words by which a challenge of the bank is called for, beside nearness: a cue and some nearness together are as good as much nearness.

Nearness alone takes whatever is on the subject for what the challenge is against.
"""

import re

_WORDS = {
    "transformer-ranker": r"\bdlrm\b|wide (?:and|&) deep|\bmlp\b|pooled embeddings|factori[sz]ation machine|deepfm|feed-?forward",
    "rules-beside-model": r"\bregex\w*|word ?lists?|lexicon|blocklist|black-?list|hand-?written rules|business rules|keyword rules|heuristic filters?|deny-?list"
    r"|list of (?:patterns|words|terms|phrases|domains|slurs)|banned (?:words|terms)|patterns (?:after|before|beside)|(?:if|else) rules|rule layer",
    "feature-store-oversized": r"feature store|feature platform|registry|definition language|\bdsl\b",
    "uplift-noisy": r"uplift|treatment effect|incremental|t-learner|treated and|causal forest|persuadable"
    r"|with and without (?:the )?(?:message|coupon|offer|treatment)|difference (?:of|between) two models|persuad\w+",
    "quantization-loss": r"\bint8\b|\bint4\b|\bfp8\b|quanti[sz]\w+|(?:8|4)[- ]bit"
    r"|(?:two|four|eight)[- ]bits?\b|(?:lower|reduced|cut) (?:the )?precision|half precision",
    "distilled-student": r"distil\w+|\bstudent\b"
    r"|smaller copy|teacher'?s (?:scores|labels)|compressed (?:model|version)",
    "gpu-cpu-split": r"(?:gpu.{0,60}\bcpu|cpu.{0,60}\bgpu)",
    "build-not-buy": r"built (?:our|my) own|in[- ]house|from scratch|own (?:framework|server|platform|engine|scheduler|tool)"
    r"|(?:wrote|built|made|developed) (?:an? |the )?(?:custom|own|new|home-?grown|bespoke)|home-?grown|custom (?:framework|server|engine|scheduler|database|kernel)",
    "mmr-rerank": r"\bmmr\b|re-?rank\w* (?:for|by) diversity|divers\w+|per-creator|caps? (?:for|per|on) each|greedy"
    r"|at most (?:two|three|one|\d) (?:per|from|of|by) (?:the same|an?|each) |(?:spread|mix)\w* (?:creators|sources|sellers|topics|artists)",
    "per-language-thresholds": r"(?:each|every|per)[- ](?:language|market|country|region|community|locale)\b.{0,40}\b(?:threshold|calibrat|cut-?off)|(?:thresholds?|calibrat\w+|cut-?offs?).{0,30}(?:per|each|every|by) (?:language|market|country|region|community)",
    "active-learning": r"active learning|uncertainty|least confident|informative examples"
    r"|least (?:sure|certain|confident)|unsure|label(?:l?ed)? next|most (?:uncertain|informative)",
    "deep-where-trees-do": r"deep (?:network|learning|model|neural)|neural net\w*|\blstm\b|transformer"
    r"|\bmlp\b|\bgru\b|\brnn\b|transformers? (?:for|on) tabular",
    "hash-collisions": r"hash(?:ed|ing)?\b.{0,40}(?:rows|ids?|buckets|embedding)|hashing trick|feature hashing",
    "ann-recall": r"approximate|nearest[- ]neighbou?r|\bann\b|\bhnsw\b|faiss|scann|\bivf|\bindex\b.{0,60}\b(?:recall|good enough|fast)",
    "cold-start": r"cold[- ]start|new (?:users?|items?|creators?|products?|listings?).{0,60}(?:popular|content|embedding|default|average)"
    r"|(?:newcomers|first-time|unknown|unseen) .{0,40}(?:popular|trending|default|average|bestsellers?)",
    "llm-in-path": r"(?:\bllm\b|language model|\d+b model|gpt|multimodal model).{0,60}(?:every|each|per) (?:request|item|query|message|call|comment|video)|(?:every|each) (?:request|item|query|message).{0,60}(?:\bllm|language model|gpt)"
    r"|(?:sent|goes|passed|handed|forwarded) to (?:an? )?(?:hosted |external )?(?:large )?(?:language model|llm|gpt)|(?:llm|language model|gpt|\d+b)\b.{0,80}(?:each|every|all) (?:\w+ )?(?:requests?|messages?|items?|queries|documents?|calls?|users?)|message by message|(?:two|three|several) (?:llm|model) calls",
    "embedding-table-growth": r"(?:every|each) (?:user|item|id|product|video|creator)\b.{0,40}\b(?:own|its|a) .{0,20}(?:embedding|row|vector)|embedding (?:row|table)s? for (?:every|each|all)"
    r"|(?:a|one) (?:row|vector|embedding) (?:for|per) (?:each|every) (?:user|item|id|product|listing|account|seller)",
    "multitask-weights": r"weights? (?:we |i )?(?:set|chosen|tuned|picked|fixed)|(?:fixed|hand-?(?:set|tuned|made|chosen)|manual) (?:weights?|exponents?|coefficients?)|weighted sum|by hand|tuned by hand"
    r"|(?:coefficients?|weights?) (?:were|are) (?:agreed|guessed|picked|set|fixed)|agreed (?:in|at) a meeting|product (?:chose|set) the weights",
    "streaming-features": r"streaming|real[- ]time|\bflink\b|within (?:a )?seconds?"
    r"|computed (?:live|on the fly|continuously)|event by event|sub-?second|kafka streams",
    "whole-history-attention": r"(?:whole|full|entire|complete|long) (?:history|sequence|context).{0,40}(?:attention|transformer)|attention over (?:the )?(?:whole|full|entire|all)"
    r"|(?:all|every) (?:past|previous) (?:events?|actions?|clicks?|messages?)|entire (?:conversation|log)",
    "one-multimodal-encoder": r"(?:joint|single|one|shared) (?:multimodal|vision|image|text)\w*.{0,20}encoder"
    r"|one (?:encoder|model) for (?:text and image|image and text|all modalities)",
    "one-global-model": r"(?:one|a single|the same|global) model\b.{0,40}(?:all|every|each|\d+|markets?|languages?|countries)|pooled data"
    r"|one (?:network|system|classifier|ranker|encoder) for (?:all|every|\w+ (?:countries|languages|markets|regions))|(?:single|same) (?:network|weights) (?:for|in|across)",
    "false-positives-volume": r"false[- ]positive|\bfpr\b|accura|precis|wrong(?:ly)? (?:block|remov|flag|reject|merge)",
    "offline-only": r"offline|held-?out|validation|test set|back-?test",
    "novelty-effect": r"first (?:few |two |three |four |five |couple of )?(?:days|week)|(?:within|after) (?:a few|two|three|four|five|\d) days|launch week"
    r"|(?:week|day|month) one\b|opening (?:week|days|weekend)|right after (?:the )?launch",
    "delayed-labels": r"(?:without|no|not yet) (?:a |an )?(?:chargeback|purchase|conversion|click|label|return|complaint).{0,60}(?:good|negative|zero)|labels? (?:arrive|come|take)|missing (?:labels|ones) .{0,20}negative|(?:as|are) negatives?\b|counts? as (?:good|negative)"
    r"|(?:has|have) ?n[o']t (?:yet )?\w+(?: yet)?.{0,25} (?:is|are|counts? as|as) (?:an? )?(?:no|negatives?|zero|good)\b|whoever .{0,40}not.{0,30} (?:is|counts?)|no \w+ (?:yet )?(?:means|is taken as|counts as)",
    "gain-attribution": r"together with|at the same time|along with|as well as .{0,40}(?:launch|ship)|one release|bundled"
    r"|(?:launched|shipped|released|went live) (?:\w+ ){0,3}(?:together|at once|at the same time)",
    "watch-time-is-the-goal": r"(?:optimi[sz]\w+|maximi[sz]\w+|objective|target).{0,40}(?:watch[- ]time|engagement|time spent|clicks?)"
    r"|(?:objective|goal|loss|target|label|reward) (?:is|was) (?:the )?(?:watch[- ]?time|time spent|minutes|engagement|clicks?)|optimi[sz]ed? for (?:watch|time|engagement|clicks?)",
    "average-hides-slice": r"\b(?:overall|on average across|aggregate)\b",
    "many-metrics": r"(?:metrics|subgroups|segments|slices).{0,50}significan|significan\w+.{0,40}(?:of|among) (?:the )?\w+ (?:metrics|groups)",
    "peeking": r"(?:stopped|ended|called) (?:it|the (?:test|experiment)).{0,60}(?:significan|when|once|as soon)|(?:looked|checked|watched|monitored).{0,40}(?:every|each|daily).{0,60}(?:stop|significan)|as soon as it (?:was|turned|became) significant"
    r"|until (?:it|the (?:p|result|difference)).{0,20}significan|stopp\w+ (?:early|when|once|as soon)",
    "flat-guardrail": r"(?:no|not) (?:statistically )?significant (?:change|difference|impact|drop|increase|effect|harm)|guardrails? (?:were |was |stayed )?(?:flat|fine|green)"
    r"|did(?: not|n['’]t) (?:move|change) significantly|not significant",
    "shared-supply-interference": r"(?:users?|buyers?|viewers?) (?:were )?(?:split|randomi[sz]ed|bucketed).{0,80}(?:sellers?|creators?|budget|stock|drivers?)",
    "random-split-leak": r"(?:split|divided).{0,30}(?:at random|randomly)|random(?:ly)? (?:split|shuffled|train)|features? (?:include|from|of) the (?:future|following)"
    r"|random (?:train|test|hold|split|sample of the (?:rows|logs))|shuffl\w+",
    "position-bias": r"(?:trained|learn\w*|labels?).{0,40}(?:on |from )(?:the )?(?:logged )?clicks|clicks? (?:as|are) (?:the )?labels?|clicks logged"
    r"|clicks? (?:as|are|were) (?:the |our )?(?:labels?|positives?|targets?)|what (?:people|users|they) clicked",
    "llm-judge": r"(?:judged|graded|scored|rated|evaluated|measured) by (?:an? )?(?:llm|gpt|language model|model|another model)|llm[- ](?:as[- ](?:a[- ])?)?judge|gpt[-\w]* ?(?:style )?(?:grad|judg|scor|rat)"
    r"|(?:another|second|larger|bigger|stronger) (?:language )?model (?:rates?|grades?|scores?|judges?|compares?)|(?:llm|gpt|language model)s? (?:rates?|grades?|judges?|prefers?)",
    "saving-not-on-bill": r"\bsav(?:e|es|ed|ing|ings)\b|(?:costs?|bill|spend)\b.{0,30}(?:down|less|lower|fell|dropped|cut)|engineer[- ]?(?:hours|time)",
    "correlation-not-effect": r"(?:users?|people|customers?|sellers?|creators?|those|members) (?:who|that|with)\b.{0,80}\bthan (?:those|users|people|others|the rest)",
    "bandit-on-live-traffic": r"\bbandits?\b|thompson|epsilon[- ]greedy|explor(?:e|es|ed|ation)",
    "negative-downsampling": r"(?:drop|discard|down-?sampl|subsampl|rebalanc|throw)\w*.{0,60}(?:negatives?|majority|classes|good ones)|(?:negatives?|majority|good ones).{0,40}(?:dropped|discarded|down-?sampled|thrown)|balanced classes|classes are balanced"
    r"|throw\w* (?:away|out)|thr(?:ew|own) (?:away|out)|under-?sampl\w+|balanced by",
    "synthetic-data": r"synthetic|generated by (?:an? )?(?:llm|gpt|model|text|tts)|(?:training|examples?|data|audio|images?).{0,40}\bgenerated\b|\baugment\w+ with"
    r"|(?:written|produced|made|created) by (?:an? )?(?:large )?(?:language model|llm|gpt|generator|simulator)|artificial (?:data|examples)|simulated (?:data|users|examples)",
    "deletion-request": r"(?:kept?|keep|store[sd]?|retain\w*).{0,60}(?:user|histor|logs?|device|personal).{0,60}(?:forever|without (?:a )?limit|indefinitely|years|all)|without (?:a )?limit"
    r"|(?:for ever|forever|all of (?:it|them)|everything) (?:is |are )?(?:kept|stored|logged)|never delet\w+|(?:raw|full) (?:logs|histories)",
    "market-in-two-weeks": r"months? of (?:local )?(?:data|labels)|annotators? in (?:each|every)",
    "paged-at-night": r"(?:without|no|never|not a single|zero) (?:an? |any |single |had |one )*(?:incidents?|outages?|trouble|problems?|pages?|downtime)|never (?:gone|went|been) down|runs? (?:smoothly|fine)|rock[- ]solid",
    "rollback": r"(?:replaces?|overwrites?|swaps?|rolled out).{0,60}(?:in place|at once|all hosts|everywhere|immediately)"
    r"|(?:on|to) (?:all|every) (?:hosts?|machines?|servers?|regions?).{0,25}(?:once|step|time)|in one (?:step|go)|no way back|big bang|switched (?:everyone|everybody|all)",
    "silent-failure": r"(?:missing|absent|null|unknown|default).{0,40}(?:zero|default|mean|average|filled|replaced)|alarms? (?:are )?on (?:latency|errors?)"
    r"|(?:filled|imputed|replaced|set) (?:with|by|to) (?:an? |the )?(?:mean|zero|median|default|average)|where (?:they are|it is) missing|defaults? to",
    "data-drift": r"\bdrift\b|\bks test|population stability|\bpsi\b"
    r"|distribution\w* (?:shift|change)|input (?:monitor|distribution)\w*",
    "feedback-loop": r"train\w* on (?:the |what )?.{0,40}(?:itself|its own|already (?:shown|flagged|blocked)|it (?:showed|flagged|blocked|chose|removed))"
    r"|(?:training (?:set|data)|labels?|examples?)\b.{0,50}\b(?:previous|old|current|existing|same|last) (?:model|classifier|system|version|ranker)|own (?:outputs?|decisions|predictions)",
    "training-serving-skew": r"(?:separate|different|two|own) (?:code|paths?|pipelines?|implementations?).{0,60}(?:training|serving|online|offline)|reimplemented|re-?written in (?:java|go|c\+\+) for serving",
    "cache-staleness": r"\bcache\w*|precomput\w+"
    r"|computed (?:ahead|in advance|overnight|nightly|beforehand)|in memory for|refreshed (?:every|once|daily|weekly|nightly|hourly)|pre-?calculated|kept for (?:an? |\d)|stored (?:answers|results|scores)",
    "hot-key": r"(?:hash\w*|partition\w*|shard\w*).{0,60}(?:even|uniform|balanc|spread)"
    r"|(?:keeps?|evens?|spreads?|balances?)\b.{0,30}(?:load|traffic|work)\b|(?:load|traffic|work) (?:is |stays? )?(?:even|level|balanced)",
    "backfill": r"backfill\w*|recomput\w+",
    "dependency-down": r"retr(?:y|ies|ied)|timeouts?"
    r"|(?:ask|try|call|request)\w* (?:it )?again|does not (?:answer|respond)|is down|fall ?back to",
    "hourly-retrain": r"(?:retrain\w*|updated?|refresh\w*|trained).{0,20}(?:every|each|once an?) (?:hour|minute|\d+ minutes)|hourly|continuous(?:ly)? train|online learning"
    r"|every (?:hour|(?:sixty|thirty|fifteen|ten|five|\d+) minutes)|weights (?:are )?updated|as (?:new )?data (?:arrives|comes in)",
    "small-canary": r"canary|shadow (?:run|mode|traffic)|\b(?:ramp\w*|rolled out).{0,40}(?:after|within) (?:an? |one |two |\d )?(?:hours?|days?)"
    r"|(?:looked|was|seemed) (?:healthy|good|fine|stable) (?:for|after) (?:an? |one |two |\d)|after (?:an?|one|two|\d) (?:hour|day)s? .{0,30}(?:everyone|everybody|all|100)",
    "pruned-but-not-faster": r"prun\w+|sparsit\w+|sparse weights|fewer (?:weights|flops|parameters)"
    r"|(?:heads|layers|weights|neurons|channels|blocks) (?:were|was|are) (?:removed|dropped|cut|zeroed)|removed (?:half|a third|\d+).{0,30}(?:heads|layers|weights|channels)",
    "kv-cache": r"kv[- ]cache|\bllm\b.{0,60}(?:gb|memory|fits?)|weights? fit",
    "batching-wait": r"batch(?:es|ing|ed)?\b.{0,40}(?:request|serving|dynamic|micro)|(?:dynamic|micro)[- ]?batch\w*",
    "adoption-by-decree": r"(?:teams?|groups?) (?:have )?(?:adopted|use|uses|migrated|moved|onboarded)|adopted by|adoption|used by \w+ teams"
    r"|(?:\w+|\d+) teams (?:now )?(?:use|run|rely|build|are) on?",
    "partner-conflict": r"(?:teams?|partners?|stakeholders?) (?:was|were) (?:convinced|aligned|on board)|alignment",
    "long-project-small-gain": r"(?:rewrite|re-?architect\w*|migration).{0,80}(?:quarters?|months|year)",
    "prototype-not-product": r"prototype|proof of concept|\bpoc\b|notebook|paper was accepted|hackathon",
    "failed-launch": r"(?:every|all) (?:launch|experiment)\w* (?:was|were|succeeded|won)",
    "after-you-left": r"only (?:i|one person)|handed (?:it )?over",
    "no-alternative": r"(?:because|as|since) (?:every(?:body|one)|all companies|it(?:'s| is) (?:the )?(?:standard|best|state)|that's what)|the (?:only|obvious|natural|standard) (?:choice|option|way)|industry standard|state[- ]of[- ]the[- ]art",
    "hindsight": r"(?:would(?:n['’]t| not) change|nothing|not) (?:a thing|anything|much|of substance)|no regrets|change nothing|do (?:it|everything) the same"
    r"|nothing (?:I|we)(?:['’]d| would)|would(?:n['’]t| not) do .{0,20}(?:otherwise|differently)|same (?:way )?again|(?:no|few) regrets|only more of|(?:exactly|just) (?:as|what) (?:I|we) did",
}  # fmt: skip
CUES: dict[str, re.Pattern[str]] = {f"push.{name}": re.compile(words, re.IGNORECASE) for name, words in _WORDS.items()}
"""By the id of the bank's pattern. A pattern without a cue is met by nearness alone, which must then be great."""
