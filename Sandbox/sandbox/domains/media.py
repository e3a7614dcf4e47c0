"""Files, pictures of products and variants, staged uploads."""

from ..engine.registry import FieldError, field
from ..model.base import iso
from ..shopfloor.media import look, make_media
from .common import find, user_error

TYPES = ("MediaImage", "GenericFile")


def each(name):
    return field(*(f"{t}.{name}" for t in TYPES))


@each("createdAt")
def _(m, a, c):
    return iso(m.created_at)


@each("updatedAt")
def _(m, a, c):
    return iso(m.updated_at)


@each("status")
def _(m, a, c):
    return m.status


@each("fileStatus")
def _(m, a, c):
    return m.status


@each("mimeType")
def _(m, a, c):
    return m.mime if m.status == "READY" else None


@each("mediaContentType")
def _(m, a, c):
    return "IMAGE"


def address(m, c):
    name = m.filename or f"{m.number}.png"
    return f"{c.origin}/cdn/shops/{m.shop.name}/{m.number}/{name}"


def image(m, c):
    if m.status != "READY":
        return None
    url = address(m, c)
    return {
        "__typename": "Image",
        "id": f"gid://shopify/ImageSource/{m.number}",
        "url": url,
        "src": url,
        "originalSrc": url,
        "transformedSrc": url,
        "altText": m.alt,
        "width": m.width,
        "height": m.height,
        "thumbhash": None,
    }


@field("MediaImage.image")
def _(m, a, c):
    return image(m, c)


@each("preview")
def _(m, a, c):
    return {"__typename": "MediaPreviewImage", "image": image(m, c), "status": m.status}


@field("MediaImage.originalSource")
def _(m, a, c):
    return (
        {"__typename": "MediaImageOriginalSource", "fileSize": len(m.content or b""), "url": address(m, c)} if m.status == "READY" else None
    )


@field("GenericFile.url")
def _(m, a, c):
    return address(m, c) if m.status == "READY" else None


@each("mediaErrors")
def _(m, a, c):
    if m.status != "FAILED":
        return []
    return [{"__typename": "MediaError", "code": m.failure[0], "message": m.failure[1], "details": m.failure[1]}]


@each("fileErrors")
def _(m, a, c):
    if m.status != "FAILED":
        return []
    return [{"__typename": "FileError", "code": m.failure[0], "message": m.failure[1], "details": m.failure[1]}]


@field("Mutation.stagedUploadsCreate")
def _(_o, a, c):
    targets, errors = [], []
    for index, entry in enumerate(a["input"]):
        if not entry["filename"].strip():
            errors.append(user_error(["input", str(index), "filename"], "Filename can't be blank"))
    if errors:
        return {"stagedTargets": [], "userErrors": errors}
    for entry in a["input"]:
        made = c.shop.staged.add(entry["filename"], entry["mimeType"], entry["resource"], entry["httpMethod"], entry.get("fileSize"))
        base = f"{c.origin}/staged/{c.shop.name}"
        if entry["httpMethod"] == "POST":
            made.url, resource = f"{base}/", f"{base}/{made.key}"
            if entry["resource"] == "BULK_MUTATION_VARIABLES":
                resource = f"{base}/"
            pairs = [
                ("Content-Type", entry["mimeType"]),
                ("success_action_status", "201"),
                ("acl", "private"),
                ("key", made.key),
                ("x-goog-date", "20260101T000000Z"),
                ("policy", "sandbox"),
            ]
        else:
            made.url = resource = f"{base}/{made.key}"
            made.url += "?X-Goog-Algorithm=GOOG4-RSA-SHA256"
            pairs = [("content_type", entry["mimeType"]), ("acl", "private")]
        targets.append(
            {
                "__typename": "StagedMediaUploadTarget",
                "url": made.url,
                "resourceUrl": resource,
                "parameters": [{"__typename": "StagedUploadParameter", "name": n, "value": v} for n, v in pairs],
            }
        )
    return {"stagedTargets": targets, "userErrors": []}


def file_error(path, message, code):
    return user_error(path, message, code, "FilesUserError")


@field("Mutation.fileCreate")
def _(_o, a, c):
    errors = []
    for index, entry in enumerate(a["files"]):
        if len(entry.get("alt") or "") > 512:
            errors.append(
                file_error(
                    ["files", str(index), "alt"], "The alt value exceeds the maximum limit of 512 characters.", "ALT_VALUE_LIMIT_EXCEEDED"
                )
            )
        if not entry["originalSource"].startswith(("http://", "https://")):
            errors.append(file_error(["files", str(index), "originalSource"], "Image URL is invalid", "INVALID"))
    if errors:
        return {"files": [], "userErrors": errors}
    made = []
    for entry in a["files"]:
        kind = entry.get("contentType") or "IMAGE"
        made.append(make_media(c.shop, entry["originalSource"], entry.get("alt") or "", kind))
        c.shop.files.append(made[-1])
    c.applied("fileCreate", ids=[m.id for m in made])
    return {"files": made, "userErrors": []}


@field("Mutation.fileUpdate")
def _(_o, a, c):
    found, errors = [], []
    for index, entry in enumerate(a["files"]):
        one = find(c, entry["id"], *TYPES)
        if one is None:
            errors.append(file_error(["files"], f"File id {entry['id']} does not exist.", "FILE_DOES_NOT_EXIST"))
        elif one.status not in ("READY", "FAILED") and (entry.get("originalSource") or entry.get("referencesToAdd")):
            errors.append(file_error(["files"], "Non-ready files cannot be updated.", "NON_READY_STATE"))
        found.append(one)
        for name in ("referencesToAdd", "referencesToRemove"):
            for gid in entry.get(name) or []:
                if find(c, gid, "Product") is None:
                    errors.append(
                        file_error(["files", str(index), name], "The reference target does not exist.", "REFERENCE_TARGET_DOES_NOT_EXIST")
                    )
    if errors:
        return {"files": [], "userErrors": errors}
    for one, entry in zip(found, a["files"]):
        if "alt" in entry:
            one.alt = entry["alt"]
        if entry.get("originalSource"):
            one.source, one.ready_at = entry["originalSource"], c.shop.moment_now() + c.shop.media_seconds
            look(c.shop, one)
        for gid in entry.get("referencesToAdd") or []:
            attach(c.shop, find(c, gid, "Product"), one)
        for gid in entry.get("referencesToRemove") or []:
            detach(c.shop, find(c, gid, "Product"), one)
        one.updated_at = c.shop.now()
    c.applied("fileUpdate", ids=[m.id for m in found])
    return {"files": found, "userErrors": []}


def attach(shop, product, one):
    if one not in product.media:
        product.media.append(one)
        shop.touch(product)


def detach(shop, product, one):
    if one in product.media:
        product.media.remove(one)
        for variant in product.variants:
            if one in variant.media:
                variant.media.remove(one)
        shop.touch(product)


@field("Mutation.fileDelete")
def _(_o, a, c):
    found = [find(c, gid, *TYPES) for gid in a["fileIds"]]
    missing = [gid for gid, one in zip(a["fileIds"], found) if one is None]
    if missing:
        return {
            "deletedFileIds": None,
            "userErrors": [file_error(["fileIds"], f"File id {', '.join(missing)} does not exist.", "FILE_DOES_NOT_EXIST")],
        }
    for one in found:
        for product in c.shop.products:
            detach(c.shop, product, one)
        c.shop.files[:] = [f for f in c.shop.files if f is not one]
        c.shop.forget(one)
    c.applied("fileDelete", ids=a["fileIds"])
    return {"deletedFileIds": a["fileIds"], "userErrors": []}


@field("QueryRoot.files")
def _(_o, a, c):
    return c.shop.files


def media_error(path, message, code):
    return user_error(path, message, code, "MediaUserError")


@field("Mutation.productVariantAppendMedia")
def _(_o, a, c):
    return variant_media(c, a, True)


@field("Mutation.productVariantDetachMedia")
def _(_o, a, c):
    return variant_media(c, a, False)


def variant_media(c, a, add):
    empty = {"product": None, "productVariants": None}
    product = find(c, a["productId"], "Product")
    if product is None:
        return {**empty, "userErrors": [media_error(["productId"], "Product does not exist", "PRODUCT_DOES_NOT_EXIST")]}
    work, errors = [], []
    for index, entry in enumerate(a["variantMedia"]):
        path = ["variantMedia", str(index)]
        variant = find(c, entry["variantId"], "ProductVariant")
        if variant is None or variant.product is not product:
            errors.append(
                media_error(
                    [*path, "variantId"], "Variant does not exist on the specified product.", "PRODUCT_VARIANT_DOES_NOT_EXIST_ON_PRODUCT"
                )
            )
            continue
        for gid in entry["mediaIds"]:
            one = find(c, gid, "MediaImage")
            if one is None or one not in product.media:
                errors.append(
                    media_error([*path, "mediaIds"], "Media does not exist on the specified product.", "MEDIA_DOES_NOT_EXIST_ON_PRODUCT")
                )
            elif add and one.status != "READY":
                errors.append(media_error([*path, "mediaIds"], "Non-ready media are not supported.", "NON_READY_MEDIA"))
            elif add and variant.media:
                errors.append(media_error(path, "The variant already has attached media.", "PRODUCT_VARIANT_ALREADY_HAS_MEDIA"))
            elif not add and one not in variant.media:
                errors.append(media_error(path, "The specified media is not attached to the variant.", "MEDIA_IS_NOT_ATTACHED_TO_VARIANT"))
            else:
                work.append((variant, one))
    if errors:
        return {**empty, "userErrors": errors}
    for variant, one in work:
        variant.media.append(one) if add else variant.media.remove(one)
        c.shop.touch(variant)
    c.shop.touch(product)
    c.applied("productVariantAppendMedia" if add else "productVariantDetachMedia", product=product.id)
    return {"product": product, "productVariants": [v for v, _ in work], "userErrors": []}


def new_product_media(c, product, entries):
    """Media given with a product mutation, as CreateMediaInput."""
    for entry in entries or ():
        if entry["mediaContentType"] != "IMAGE":
            raise FieldError("The sandbox takes images only.", "BAD_REQUEST")
        product.media.append(make_media(c.shop, entry["originalSource"], entry.get("alt") or ""))
