/** The GraphQL schema as pages: one for each type, and one that lists them all. */
import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
  getNamedType,
  type GraphQLArgument,
  type GraphQLEnumType,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type GraphQLType,
  astFromValue,
  print,
} from "graphql";
import { html, type Html } from "./html.ts";
import type { Page } from "./layout.ts";
import { inline } from "./markdown.ts";

export const SCHEMA = "/docs/schema";

type Kind = "Operations" | "Objects" | "Interfaces and unions" | "Inputs" | "Enums" | "Scalars";
const KINDS: readonly Kind[] = ["Operations", "Objects", "Interfaces and unions", "Enums", "Scalars", "Inputs"];

export function schemaPages(schema: GraphQLSchema): Page[] {
  const types = Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type))
    .sort((one, other) => one.name.localeCompare(other.name));
  const users = usersOf(types);
  return [indexPage(schema, types), ...types.map((type) => typePage(schema, type, users.get(type.name) ?? []))];
}

function indexPage(schema: GraphQLSchema, types: readonly GraphQLNamedType[]): Page {
  const listed = types.filter((type) => !isSpecifiedScalarType(type));
  const sections = KINDS.map((kind) => {
    const members = listed.filter((type) => kindOf(schema, type) === kind);
    return html`<section>
      <h2>${kind}</h2>
      <dl class="types">
        ${members.map(
          (type) => html`<div data-name="${type.name}"><dt>${typeLink(type)}</dt><dd>${described(type)}</dd></div>`,
        )}
      </dl>
    </section>`;
  });
  const body = html`<h1>GraphQL schema</h1>
    <p>All types of this gateway, as its <code>/graphql</code> answers them. Start with ${rootLinks(schema)}.</p>
    <label class="find"><span>Find a type</span><input id="find-type" type="search" autocomplete="off"></label>
    <div id="types">${sections}</div>`;
  return { path: SCHEMA, title: "GraphQL schema", body };
}

function rootLinks(schema: GraphQLSchema): Html {
  const [query, mutation, subscription] = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return html`what can be ${query && html`<a href="${pathOf(query)}">read</a>`},
    ${mutation && html`<a href="${pathOf(mutation)}">changed</a>`} and
    ${subscription && html`<a href="${pathOf(subscription)}">followed</a>`}`;
}

function typePage(schema: GraphQLSchema, type: GraphQLNamedType, users: readonly GraphQLNamedType[]): Page {
  const body = html`<p class="crumb"><a href="${SCHEMA}">GraphQL schema</a> / ${kindOf(schema, type)}</p>
    <h1><code>${type.name}</code></h1>
    <p class="lead">${described(type)}</p>
    ${members(schema, type)}
    ${users.length > 0 && html`<h2>Used by</h2><p class="users">${users.map((user) => html`${typeLink(user)} `)}</p>`}`;
  return { path: pathOf(type), title: type.name, body };
}

function members(schema: GraphQLSchema, type: GraphQLNamedType): Html | null {
  if (isObjectType(type) || isInterfaceType(type)) return fields(schema, type);
  if (isInputObjectType(type)) return inputs(type);
  if (isEnumType(type)) return values(type);
  if (isUnionType(type)) return html`<h2>Is one of</h2><p>${type.getTypes().map((member) => html`${typeLink(member)} `)}</p>`;
  if (isScalarType(type) && type.specifiedByURL) return html`<p>Specified by <code>${type.specifiedByURL}</code>.</p>`;
  return null;
}

function fields(schema: GraphQLSchema, type: GraphQLObjectType | GraphQLInterfaceType): Html {
  const implemented = isInterfaceType(type) ? schema.getPossibleTypes(type) : type.getInterfaces();
  const relation = isInterfaceType(type) ? "Implemented by" : "Implements";
  return html`${implemented.length > 0 && html`<p>${relation} ${implemented.map((other) => html`${typeLink(other)} `)}</p>`}
    <h2>Fields</h2>
    ${Object.values(type.getFields()).map(field)}`;
}

function field(member: GraphQLField<unknown, unknown>): Html {
  return html`<section class="member" id="${member.name}">
    <h3><code>${member.name}: ${written(member.type)}</code></h3>
    <p>${inline(member.description ?? "")}</p>
    ${member.args.length > 0 && table("Argument", member.args)}
  </section>`;
}

function inputs(type: GraphQLInputObjectType): Html {
  return html`<h2>Fields</h2>${table("Field", Object.values(type.getFields()))}`;
}

function table(heading: string, rows: readonly (GraphQLArgument | GraphQLInputField)[]): Html {
  return html`<div class="scroll" tabindex="0"><table>
    <thead><tr><th scope="col">${heading}</th><th scope="col">Type</th><th scope="col">Meaning</th></tr></thead>
    <tbody>
      ${rows.map(
        (row) => html`<tr>
          <th scope="row"><code>${row.name}</code></th>
          <td><code>${written(row.type)}${defaultOf(row)}</code></td>
          <td>${inline(row.description ?? "")}</td>
        </tr>`,
      )}
    </tbody>
  </table></div>`;
}

function values(type: GraphQLEnumType): Html {
  return html`<h2>Values</h2>
    <div class="scroll" tabindex="0"><table>
      <thead><tr><th scope="col">Value</th><th scope="col">Meaning</th></tr></thead>
      <tbody>
        ${type
          .getValues()
          .map((value) => html`<tr><th scope="row"><code>${value.name}</code></th><td>${inline(value.description ?? "")}</td></tr>`)}
      </tbody>
    </table></div>`;
}

/** Each type with the types whose fields or arguments mention it. */
function usersOf(types: readonly GraphQLNamedType[]): Map<string, GraphQLNamedType[]> {
  const users = new Map<string, GraphQLNamedType[]>();
  for (const type of types) {
    for (const name of mentioned(type)) {
      const list = users.get(name) ?? [];
      if (name !== type.name) users.set(name, [...list, type]);
    }
  }
  return users;
}

function mentioned(type: GraphQLNamedType): Set<string> {
  const names = new Set<string>();
  if (isUnionType(type)) for (const member of type.getTypes()) names.add(member.name);
  if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return names;
  for (const member of Object.values(type.getFields())) {
    names.add(named(member.type).name);
    if ("args" in member) for (const argument of member.args) names.add(named(argument.type).name);
  }
  return names;
}

function named(type: GraphQLType): GraphQLNamedType {
  return getNamedType(type);
}

function kindOf(schema: GraphQLSchema, type: GraphQLNamedType): Kind {
  if (type === schema.getQueryType() || type === schema.getMutationType() || type === schema.getSubscriptionType()) {
    return "Operations";
  }
  if (isObjectType(type)) return "Objects";
  if (isInputObjectType(type)) return "Inputs";
  if (isEnumType(type)) return "Enums";
  return isScalarType(type) ? "Scalars" : "Interfaces and unions";
}

export function pathOf(type: GraphQLNamedType): string {
  return `${SCHEMA}/${type.name}`;
}

function typeLink(type: GraphQLNamedType): Html {
  return html`<a href="${pathOf(type)}"><code>${type.name}</code></a>`;
}

/** `[Issue!]!` with the name in it as a link. */
function written(type: GraphQLType): Html {
  const { name } = getNamedType(type);
  const [before, after] = String(type).split(name);
  return html`${before}<a href="${pathOf(getNamedType(type))}">${name}</a>${after}`;
}

function defaultOf(row: GraphQLArgument | GraphQLInputField): string {
  const value = row.defaultValue === undefined ? null : astFromValue(row.defaultValue, row.type);
  return value ? ` = ${print(value)}` : "";
}

function described(type: GraphQLNamedType): Html {
  return inline(type.description ?? "");
}
