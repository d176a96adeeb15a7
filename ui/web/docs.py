"""The page of the REST surface, made from its own OpenAPI description.

FastAPI's own page loads its script from another site, and no page of ours asks anything of one.
"""

from html import escape
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

HEAD = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sparring: REST</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/web/icon.svg" type="image/svg+xml"><link rel="stylesheet" href="/web/app.css">
<script>if (matchMedia("(prefers-color-scheme: dark)").matches) document.documentElement.classList.add("dark");</script>
</head><body class="docs"><main><h1>REST</h1>
<p>Answers are JSON; an error is an object with <code>error</code>. Who you are is told by the cookie of the page, by a bearer
token from <code>POST /api/start</code>, or, where logins are on, by HTTP Basic. The description for programs:
<a href="/api/openapi.json">openapi.json</a>.</p>
<pre>curl -X POST http://127.0.0.1:7860/api/start -H 'content-type: application/json' -d '{"round": "ml", "minutes": 30}'
curl -X POST http://127.0.0.1:7860/api/answer -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \\
     -d '{"session": "…", "prompt": 1, "text": "I would …"}'</pre>
"""


def routes() -> APIRouter:
    """The page."""
    pages = APIRouter(include_in_schema=False)

    @pages.get("/api/docs")
    def docs(request: Request) -> HTMLResponse:
        return HTMLResponse(page(request.app.openapi()))

    return pages


def page(described: dict[str, Any]) -> str:
    """One section a route."""
    schemas = described.get("components", {}).get("schemas", {})
    sections = [
        _section(method, path, route, schemas)
        for path, methods in described["paths"].items()
        for method, route in methods.items()
    ]
    return f"{HEAD}{''.join(sections)}</main></body></html>"


def _section(method: str, path: str, route: dict[str, Any], schemas: dict[str, Any]) -> str:
    rows = [(p["name"], p["schema"], p.get("required", False)) for p in route.get("parameters", [])]
    body = route.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    schema = schemas.get(body.get("$ref", "").rsplit("/", 1)[-1], {})
    must = schema.get("required", [])
    rows += [(name, field, name in must) for name, field in schema.get("properties", {}).items()]
    table = "".join(
        f"<tr><td><code>{escape(name)}</code></td><td>{escape(_kind(field))}</td><td>{'required' if need else ''}</td>"
        f"<td>{escape(' '.join(field.get('description', '').split()))}</td></tr>"
        for name, field, need in rows
    )
    told = escape(route.get("description", ""))
    fields = f"<table>{table}</table>" if table else ""
    return f"<section><h2><code>{method.upper()} {escape(path)}</code></h2><p>{told}</p>{fields}</section>"


def _kind(field: dict[str, Any]) -> str:
    if "anyOf" in field:
        return " or ".join(_kind(part) for part in field["anyOf"])
    if "enum" in field:
        return ", ".join(map(str, field["enum"]))
    return str(field.get("type", field.get("$ref", "object").rsplit("/", 1)[-1]))
