/** Fields of an issue that people edit, by their names in the schema. */
export const FIELD_WORDS: Readonly<Record<string, string>> = {
  title: "Title",
  description: "Description",
  status: "Status",
  priority: "Priority",
  tags: "Tags",
  owner: "Owner",
  resolutionSummary: "Resolution",
};
