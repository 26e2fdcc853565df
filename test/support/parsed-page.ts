/**
 * What a browser makes of a page: its elements with their attributes' names, and all that may be read in it.
 */
import { type DefaultTreeAdapterTypes, parse } from 'parse5';

type Node = DefaultTreeAdapterTypes.ChildNode;

/** Elements in their order and depth, without any text: what must not depend on what somebody typed. */
export const bonesOf = (html: string): readonly string[] =>
  nodesOf(html).map(({ node, depth }) =>
    'attrs' in node
      ? `${depth} ${node.tagName} ${node.attrs.map(({ name }) => name).join(' ')}`
      : `${depth} ${node.nodeName}`,
  );

/** Texts and the values of attributes, unescaped as a browser unescapes them. */
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
