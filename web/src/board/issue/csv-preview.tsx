/** The first rows of a CSV file as a table. */
import { useQuery } from "urql";
import { AttachmentTextDocument } from "../../gql/graphql.ts";

const BYTES = 65_536;
const ROWS = 100;

export default function CsvPreview({ id }: { id: string }) {
  const [{ data, fetching }] = useQuery({ query: AttachmentTextDocument, variables: { id, length: BYTES } });
  if (fetching) return <p className="quiet">Loading …</p>;
  if (!data?.attachmentText) return <p className="problem">It cannot be read.</p>;
  const [head = [], ...rows] = rowsOf(data.attachmentText.text);
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label="Rows of the file">
      <table>
        <thead>
          <tr>
            {head.map((cell, index) => (
              <th key={index}>{cell}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, ROWS).map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > ROWS && <p className="quiet">The first {ROWS} rows.</p>}
    </div>
  );
}

/** Rows and cells (RFC 4180): quotes may hold separators, line ends and doubled quotes. */
export function rowsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/gy;
  for (let found = cell.exec(text); found && found[0] !== ""; found = cell.exec(text)) {
    const [, value = "", end] = found;
    rows.at(-1)?.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end !== ",") rows.push([]);
    if (end === "") break;
  }
  return rows.filter((row) => row.length > 0);
}
