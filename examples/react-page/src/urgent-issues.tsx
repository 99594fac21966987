/** The newest urgent issues with their last comment and files: nested data, one operation. */
import { gql, useQuery } from "urql";

const URGENT_ISSUES = gql`
  query UrgentIssues {
    issues(first: 10, filter: { priority: { eq: HIGH }, status: { in: [OPEN, IN_PROGRESS] } }) {
      totalCount
      nodes {
        id
        title
        status
        owner
        comments(last: 1) {
          totalCount
          nodes {
            id
            content
            createdBy
          }
        }
        files {
          nodes {
            id
            fileName
          }
        }
      }
    }
  }
`;

interface Issue {
  id: string;
  title: string;
  status: string | null;
  owner: string;
  comments: { totalCount: number; nodes: { id: string; content: string; createdBy: string }[] };
  files: { nodes: { id: string; fileName: string }[] };
}

export function UrgentIssues() {
  const [{ data, error, fetching }] = useQuery<{ issues: { totalCount: number; nodes: Issue[] } }>({
    query: URGENT_ISSUES,
  });
  if (fetching) return <p>Loading ...</p>;
  if (error || !data) return <p role="alert">{error?.message}</p>;
  return (
    <>
      <h1>{data.issues.totalCount} urgent issues</h1>
      <ul>
        {data.issues.nodes.map((issue) => (
          <li key={issue.id}>
            <strong>{issue.title}</strong> ({issue.owner}, {issue.comments.totalCount} comments)
            {issue.comments.nodes.map((comment) => (
              <blockquote key={comment.id}>
                {comment.content} <cite>{comment.createdBy}</cite>
              </blockquote>
            ))}
            {issue.files.nodes.map((file) => (
              <div key={file.id}>{file.fileName}</div>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}
