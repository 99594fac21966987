/** The token, for requests that are not GraphQL: bytes up and down. */
import { createContext } from "react";

export const TokenContext = createContext("");
