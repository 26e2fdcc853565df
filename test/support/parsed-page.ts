/**
 * Parses a page as a browser does: its elements with the names of their attributes, and all readable text.
 */
import { type DefaultTreeAdapterTypes, parse } from 'parse5';

type Node = DefaultTreeAdapterTypes.ChildNode;

/** The elements in their order and depth, without any text: the part that must not depend on typed values. */
export const bonesOf = (html: string): readonly string[] =>
  nodesOf(html).map(({ node, depth }) =>
    'attrs' in node
      ? `${depth} ${node.tagName} ${node.attrs.map(({ name }) => name).join(' ')}`
      : `${depth} ${node.nodeName}`,
  );

/** Texts and the values of attributes, unescaped as a browser does it. */
export const readableIn = (html: string): readonly string[] =>
  nodesOf(html).flatMap(({ node }) => {
    if ('attrs' in node) return node.attrs.map(({ value }) => value);
    return 'value' in node ? [node.value] : [];
  });

type Found = Readonly<{ node: Node; depth: number }>;

const nodesOf = (html: string): readonly Found[] => below(parse(html).childNodes, 0);

const below = (nodes: readonly Node[], depth: number): readonly Found[] =>
  nodes.flatMap((node) => [
    { node, depth },
    ...('childNodes' in node ? below(node.childNodes, depth + 1) : []),
  ]);
