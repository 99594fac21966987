/**
 * The text of a comment with the marks of Markdown that people type: blocks as in a description, and within a line `code`,
 * **bold**, *italic*, [words](address) and bare addresses. It makes elements, never HTML, and only http(s) and mailto links.
 */
import type { ReactNode } from "react";
import { blocksOf } from "../shared/markup.ts";
import { Blocks } from "./blocks.tsx";

/** In this order: code hides every other mark within it. Words around `_` and `*` keep names such as snake_case whole. */
const MARK =
  /`([^`\n]+)`|\*\*(?=\S)([^\n]+?)(?<=\S)\*\*|(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=\S)\*(?![\w*])|(?<!\w)_(?=\S)([^_\n]+?)(?<=\S)_(?!\w)|\[([^\]\n]+)\]\(((?:https?:\/\/|mailto:)[^\s)]+)\)|(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]])/g;

export function RichText({ text }: { text: string }) {
  return <Blocks blocks={safeBlocks(text)} inline={inline} />;
}

/** A text that begins a line with `%%` means it so: a comment has no JSON blocks and no pictures by mark. */
function safeBlocks(text: string): readonly unknown[] {
  if (/^(%%|!\[)/m.test(text)) return [{ type: "paragraph", text }];
  return blocksOf(text);
}

export function inline(text: string): ReactNode {
  const parts: ReactNode[] = [];
  let done = 0;
  for (const found of text.matchAll(MARK)) {
    const [all, code, bold, italic, underlined, words, target, bare] = found;
    parts.push(text.slice(done, found.index));
    done = found.index + all.length;
    const key = found.index;
    const address = target ?? bare;
    if (code !== undefined) parts.push(<code key={key}>{code}</code>);
    else if (bold !== undefined) parts.push(<strong key={key}>{inline(bold)}</strong>);
    else if (address === undefined) parts.push(<em key={key}>{inline(italic ?? underlined ?? "")}</em>);
    else {
      parts.push(
        <a key={key} href={address} target="_blank" rel="noopener noreferrer">
          {words ?? address}
        </a>,
      );
    }
  }
  return [...parts, text.slice(done)];
}
