/** The first rows of a CSV file as a table, and more of them on request. */
import { useState } from "react";
import { useQuery } from "urql";
import { AttachmentTextDocument } from "../../gql/graphql.ts";
import { count, formatCount } from "../shared/words.ts";

const BYTES = 65_536;
const ROWS = 100;

export default function CsvPreview({ id, size }: { id: string; size: number | null }) {
  const [most, setMost] = useState(ROWS);
  const [{ data, fetching }] = useQuery({ query: AttachmentTextDocument, variables: { id, length: BYTES } });
  if (fetching) return <p className="quiet">Loading …</p>;
  if (!data?.attachmentText) return <p className="problem">It cannot be read.</p>;
  const isWhole = size !== null && size <= BYTES;
  const [head = [], ...read] = rowsOf(data.attachmentText.text);
  // The last row that was read of a longer file may be cut.
  const rows = isWhole ? read : read.slice(0, -1);
  const total = isWhole ? count(rows.length, "row") : `more than ${count(rows.length, "row")}`;
  const shown = rows.slice(0, most);
  const numbers = head.map((_, column) => shown.every((row) => isNumber(row[column] ?? "")));
  const side = (column: number) => (numbers[column] ? "number" : "words");
  return (
    <>
      <div className="scroll csv" tabIndex={0} role="region" aria-label="Rows of the file">
        <table>
          <thead>
            <tr>
              {head.map((cell, column) => (
                <th key={column} className={side(column)}>
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, index) => (
              <tr key={index}>
                {row.map((cell, column) => (
                  <td key={column} className={side(column)}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="quiet">
        {shown.length < rows.length || !isWhole ? `The first ${formatCount(shown.length)} of ${total}.` : `${total}.`}{" "}
        {shown.length < rows.length && <button onClick={() => setMost(most * 10)}>Show more rows</button>}
        {shown.length === rows.length && !isWhole && "The download has them all."}
      </p>
    </>
  );
}

const isNumber = (text: string) => text.trim() === "" || Number.isFinite(Number(text));

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
