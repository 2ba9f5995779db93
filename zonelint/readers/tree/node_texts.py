"""What the nodes of a record list say: texts, lists and mappings, and which of them only another tool fills in."""

import re

from zonelint.files.placeholders import is_to_fill_in
from zonelint.readers.tree.yaml_nodes import get

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.readers.tree.nodes import Node

# Helm, Jinja, Flux, kustomize and shells.
_PLACEHOLDER = re.compile(r"\$[{(]|\{\{|\{%|<%|@@?[A-Za-z_][A-Za-z0-9_]*@")
# Functions of CloudFormation in long form, beside those that begin with "Fn::".
_FUNCTIONS = ("Ref", "Condition")
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


class ShapeError(ValueError):
    """A node is not of the kind that its place asks for; the text says what is wanted."""

    def __init__(self, message: str, node: "Node") -> None:
        super().__init__(message)
        self.node = node


def is_placeholder(text: str) -> bool:
    """Tell whether `text` holds a mark that a template engine or a shell would replace."""
    return bool(_PLACEHOLDER.search(text)) or is_to_fill_in(text)


def is_unresolved(node: "Node") -> bool:
    """Tell whether only another tool knows the value of `node`: a placeholder, a tag of its own, a function."""
    if node.tag.startswith("!") and len(node.tag) > 1 and not node.tag.startswith("!!"):
        return True
    if node.kind == "scalar":
        return is_placeholder(node.text)
    if len(node.pairs) != 1:
        return False
    key = node.pairs[0][0]
    # A plain {{ x }} is to YAML a mapping that is the key of a mapping.
    return key.kind == "mapping" or key.text in _FUNCTIONS or key.text.startswith("Fn::")


def text_of(node: "Node") -> str | None:
    """Return the text of a scalar without blanks around it; None if it is not known here.

    Raises ShapeError if the node is a list or a mapping.
    """
    if is_unresolved(node):
        return None
    if node.kind != "scalar":
        raise ShapeError(f"this must be a text, not a {node.kind}", node)
    return node.text.strip()


def is_empty(node: "Node | None") -> bool:
    """Tell whether there is no value: no node, or a null that is written out or left out."""
    return node is None or (node.kind == "scalar" and not node.style and not node.tag and node.text in _NULLS)


def child(node: "Node | None", *keys: str) -> "Node | None":
    """Return what stands below the mapping `node` at `keys`, one after another; None where that ends."""
    for key in keys:
        if node is None or node.kind != "mapping":
            return None
        node = get(node, key)
    return None if is_empty(node) else node


def child_text(node: "Node | None", *keys: str) -> str | None:
    """Return the text of the scalar at `keys`; None if there is none or it is not known here."""
    found = child(node, *keys)
    return text_of(found) if found is not None and found.kind == "scalar" else None


def items_of(node: "Node | None") -> "list[Node]":
    """Return the items of a list; a single value, or one that is not known here, is a list of one."""
    if node is None or is_empty(node):
        return []
    if node.kind == "sequence" and not is_unresolved(node):
        return [item for item in node.items if not is_empty(item)]
    return [node]


def mappings_of(node: "Node | None") -> "list[Node]":
    """Return the mappings among the items of a list."""
    return [item for item in items_of(node) if item.kind == "mapping" and not is_unresolved(item)]


def is_true(node: "Node | None") -> bool:
    """Tell whether the scalar `node` says yes."""
    return node is not None and node.text.lower() in ("true", "yes", "on")
