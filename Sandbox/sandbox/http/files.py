"""Addresses beside the API: staged uploads, pictures, results of bulk operations."""

import re

from aiohttp import web

from .control import SERVER

CHUNK = 256 * 1024


def file_routes(app):
    app.router.add_put("/staged/{shop}/{key:.+}", put_staged)
    app.router.add_post("/staged/{shop}/", post_staged)
    app.router.add_post("/staged/{shop}/{key:.+}", put_staged)
    app.router.add_get("/cdn/shops/{shop}/{number:\\d+}/{name}", picture)
    app.router.add_get("/bulk/{shop}/{number:\\d+}.jsonl", result)


def shop_of(request):
    shop = request.app[SERVER].shops.get(request.match_info["shop"])
    if shop is None:
        raise web.HTTPNotFound
    return shop


async def put_staged(request):
    target = shop_of(request).staged.get(request.match_info["key"])
    if target is None:
        raise web.HTTPForbidden(text="SignatureDoesNotMatch")
    target.content = await request.read()
    return web.Response(status=200)


async def post_staged(request):
    """A multipart form: `key` and the other parameters, and the file last."""
    shop, key, content = shop_of(request), None, None
    async for part in await request.multipart():
        if part.name == "key":
            key = (await part.read()).decode()
        elif part.name == "file":
            content = await part.read()
    target = shop.staged.get(key)
    if target is None or content is None:
        raise web.HTTPForbidden(text="The policy document does not allow this upload.")
    target.content = bytes(content)
    return web.Response(status=201, text=f"<PostResponse><Key>{key}</Key></PostResponse>", content_type="application/xml")


async def picture(request):
    found = shop_of(request).nodes
    number = int(request.match_info["number"])
    media = found.get("MediaImage", {}).get(number) or found.get("GenericFile", {}).get(number)
    if media is None or media.content is None or media.status != "READY":
        raise web.HTTPNotFound
    return web.Response(body=media.content, content_type=media.mime)


async def result(request):
    operation = shop_of(request).bulk_operations.get(int(request.match_info["number"]))
    if operation is None or not operation.over or operation.status == "EXPIRED":
        raise web.HTTPNotFound
    start = int((re.fullmatch(r"bytes=(\d+)-", request.headers.get("Range", "")) or (0, 0))[1])
    if start and start >= operation.size:
        raise web.HTTPRequestRangeNotSatisfiable
    response = web.StreamResponse(
        status=206 if start else 200,
        headers={"Content-Type": "application/jsonl", "Content-Length": str(operation.size - start)},
    )
    await response.prepare(request)
    at = start
    while at < operation.size:
        operation.file.seek(at)
        piece = operation.file.read(CHUNK)
        await response.write(piece)
        at += len(piece)
    await response.write_eof()
    return response
