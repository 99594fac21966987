/** Content blocks, rendered. A block of an unknown type is shown as readable JSON, never dropped. */
import type { ReactNode } from "react";
import { useContent } from "./use-content.ts";

type Block = Readonly<Record<string, unknown>>;

/** How a text within a block is shown; as it is, unless the caller knows marks in it. */
type Inline = (text: string) => ReactNode;

interface BlocksProps {
  blocks: readonly unknown[];
  inline?: Inline;
}

export function Blocks({ blocks, inline = (text) => text }: BlocksProps) {
  return (
    <div className="blocks">
      {blocks.map((block, index) => (
        <BlockView key={index} block={block as Block} inline={inline} />
      ))}
    </div>
  );
}

const KNOWN: Readonly<Record<string, (block: Block, inline: Inline) => ReactNode>> = {
  paragraph: ({ text }, inline) => typeof text === "string" && <p dir="auto">{inline(text)}</p>,
  heading: ({ text }, inline) => typeof text === "string" && <h3 dir="auto">{inline(text)}</h3>,
  quote: ({ text }, inline) => typeof text === "string" && <blockquote dir="auto">{inline(text)}</blockquote>,
  code: ({ text }) =>
    typeof text === "string" && (
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
    ),
  bullet_list: ({ items }, inline) => isTexts(items) && <ul>{listItems(items, inline)}</ul>,
  numbered_list: ({ items }, inline) => isTexts(items) && <ol>{listItems(items, inline)}</ol>,
  image: ({ attachmentId, alt }) =>
    typeof attachmentId === "string" && <ImageBlock id={attachmentId} alt={typeof alt === "string" ? alt : ""} />,
};
/** What a known block may carry; other members are shown too, so that no content is hidden. */
const MEMBERS = new Set(["type", "text", "level", "language", "items", "attachmentId", "alt"]);

function BlockView({ block, inline }: { block: Block; inline: Inline }) {
  const type = typeof block["type"] === "string" ? block["type"] : "";
  const known = KNOWN[type]?.(block, inline);
  if (!known || !Object.keys(block).every((name) => MEMBERS.has(name))) return <UnknownBlock block={block} />;
  return known;
}

function UnknownBlock({ block }: { block: Block }) {
  const text = block["text"];
  return (
    <figure className="unknown">
      {typeof text === "string" && <p dir="auto">{text}</p>}
      <pre tabIndex={0}>
        <code>{JSON.stringify(block, null, 2)}</code>
      </pre>
      <figcaption className="quiet">A block of the type “{String(block["type"] ?? "unknown")}”</figcaption>
    </figure>
  );
}

function ImageBlock({ id, alt }: { id: string; alt: string }) {
  const url = useContent(id);
  if (url === null) return <p className="quiet">Loading the picture …</p>;
  if (url === "") return <p className="quiet">The picture {alt && `“${alt}” `}is not there.</p>;
  return <img src={url} alt={alt} />;
}

function listItems(items: readonly string[], inline: Inline) {
  return items.map((text, index) => (
    <li key={index} dir="auto">
      {inline(text)}
    </li>
  ));
}

function isTexts(items: unknown): items is string[] {
  return Array.isArray(items) && items.every((item) => typeof item === "string");
}
