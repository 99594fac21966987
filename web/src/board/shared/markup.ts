/**
 * Content blocks as a text that is easy to type, and back: `# heading`, `- item`, `1. item`, `> quote`, three backticks around
 * code, `![words](attachment id)` for a picture, and paragraphs with empty lines between them. A block that this cannot write is
 * kept as JSON behind `%%`, so that editing changes nothing else.
 */

type Block = Readonly<Record<string, unknown>>;

const FENCE = "```";
const IMAGE = /^!\[([^\]]*)\]\(([0-9a-f-]{36})\)$/;

export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? "";
    const image = IMAGE.exec(line.trim());
    const heading = /^(#{1,3}) +(.+)$/.exec(line);
    if (!line.trim()) {
      at += 1;
    } else if (line.startsWith("%%")) {
      blocks.push(JSON.parse(line.slice(2)) as Block);
      at += 1;
    } else if (line.startsWith(FENCE)) {
      const end = lines.findIndex((other, index) => index > at && other === FENCE);
      const stop = end < 0 ? lines.length : end;
      const language = line.slice(FENCE.length).trim();
      blocks.push({ type: "code", ...(language && { language }), text: lines.slice(at + 1, stop).join("\n") });
      at = stop + 1;
    } else if (image) {
      blocks.push({ type: "image", attachmentId: image[2], alt: image[1] });
      at += 1;
    } else if (heading) {
      blocks.push({ type: "heading", level: heading[1]?.length ?? 1, text: heading[2] });
      at += 1;
    } else {
      const [kind, mark] = kindOf(line);
      let stop = at + 1;
      while (stop < lines.length && continues(kind, mark, lines[stop] ?? "")) stop += 1;
      const own = lines.slice(at, stop);
      if (kind === "paragraph") blocks.push({ type: kind, text: own.join("\n") });
      else if (kind === "quote") blocks.push({ type: kind, text: own.map((one) => one.replace(mark, "")).join("\n") });
      else blocks.push({ type: kind, items: own.map((one) => one.replace(mark, "")) });
      at = stop;
    }
  }
  return blocks;
}

type Kind = "paragraph" | "quote" | "bullet_list" | "numbered_list";
const MARKS: readonly (readonly [Kind, RegExp])[] = [
  ["bullet_list", /^[-*] +/],
  ["numbered_list", /^\d+[.)] +/],
  ["quote", /^> ?/],
];

function kindOf(line: string): readonly [Kind, RegExp] {
  return MARKS.find(([, mark]) => mark.test(line)) ?? ["paragraph", /^/];
}

function continues(kind: Kind, mark: RegExp, line: string): boolean {
  if (kind !== "paragraph") return mark.test(line);
  const begins = line.startsWith(FENCE) || line.startsWith("%%") || /^#{1,3} /.test(line) || IMAGE.test(line.trim());
  return Boolean(line.trim()) && !begins && kindOf(line)[0] === "paragraph";
}

export function textOf(blocks: readonly unknown[]): string {
  return blocks.map((block) => written(block as Block)).join("\n\n");
}

function written(block: Block): string {
  const text = markup(block);
  // A block that does not survive the round trip is kept as JSON.
  return text !== null && JSON.stringify(blocksOf(text)) === JSON.stringify([block]) ? text : `%%${JSON.stringify(block)}`;
}

function markup(block: Block): string | null {
  const { type, text, items, level, language, attachmentId, alt } = block;
  const list = Array.isArray(items) ? (items as unknown[]).map(String) : [];
  switch (type) {
    case "paragraph":
      return String(text);
    case "heading":
      return `${"#".repeat(Number(level ?? 1))} ${String(text)}`;
    case "quote":
      return String(text)
        .split("\n")
        .map((line) => `> ${line}`)
        .join("\n");
    case "code":
      return `${FENCE}${typeof language === "string" ? language : ""}\n${String(text)}\n${FENCE}`;
    case "bullet_list":
      return list.map((item) => `- ${item}`).join("\n");
    case "numbered_list":
      return list.map((item, index) => `${index + 1}. ${item}`).join("\n");
    case "image":
      return `![${String(alt ?? "")}](${String(attachmentId)})`;
    default:
      return null;
  }
}
