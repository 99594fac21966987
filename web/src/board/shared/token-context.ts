/** The token, for requests that are not GraphQL: uploads and downloads. */
import { createContext } from "react";

export const TokenContext = createContext("");
