// Made from the pages' .graphql files by "npm run generate"; do not edit.
/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A calendar date, YYYY-MM-DD. */
  Date: { input: string; output: string; }
};

/** Returned if the decision is above the officer’s delegated limit (R01). */
export type AuthorityExceeded = Refusal & {
  __typename?: 'AuthorityExceeded';
  code: Scalars['String']['output'];
  limit: Scalars['String']['output'];
  message: Scalars['String']['output'];
};

export type FieldProblem = {
  __typename?: 'FieldProblem';
  field: Scalars['String']['output'];
  message: Scalars['String']['output'];
};

/** Returned if what was sent cannot be used; every field is listed with its remedy. */
export type InvalidInput = Refusal & {
  __typename?: 'InvalidInput';
  code: Scalars['String']['output'];
  fields: Array<FieldProblem>;
  message: Scalars['String']['output'];
};

/** Returned if an idempotency key comes back with other contents. */
export type KeyReused = Refusal & {
  __typename?: 'KeyReused';
  code: Scalars['String']['output'];
  message: Scalars['String']['output'];
};

/** Returned if there is no such thing, or none that you may see. */
export type NotFound = Refusal & {
  __typename?: 'NotFound';
  code: Scalars['String']['output'];
  message: Scalars['String']['output'];
};

/** Returned if your role may not do this; it names who may. */
export type NotPermitted = Refusal & {
  __typename?: 'NotPermitted';
  code: Scalars['String']['output'];
  message: Scalars['String']['output'];
  whoMay: Scalars['String']['output'];
};

export type Query = {
  __typename?: 'Query';
  /** Services of this council, narrowed, sorted and paged. */
  services: ServiceList;
};


export type QueryServicesArgs = {
  kind?: InputMaybe<Scalars['String']['input']>;
  page?: InputMaybe<Scalars['Int']['input']>;
  rating?: InputMaybe<Scalars['String']['input']>;
  search?: InputMaybe<Scalars['String']['input']>;
  sort?: InputMaybe<Scalars['String']['input']>;
  stage?: InputMaybe<Scalars['String']['input']>;
};

/** Returned if the people present may not recommend this (R20). */
export type QuorumNotMet = Refusal & {
  __typename?: 'QuorumNotMet';
  code: Scalars['String']['output'];
  message: Scalars['String']['output'];
  unmet: Array<Scalars['String']['output']>;
};

export type Refusal = {
  code: Scalars['String']['output'];
  message: Scalars['String']['output'];
};

export type ServiceList = {
  __typename?: 'ServiceList';
  page: Scalars['Int']['output'];
  pageSize: Scalars['Int']['output'];
  rows: Array<ServiceListRow>;
  total: Scalars['Int']['output'];
};

export type ServiceListRow = {
  __typename?: 'ServiceListRow';
  cqcId?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  kind: Scalars['String']['output'];
  lot: Scalars['String']['output'];
  name: Scalars['String']['output'];
  openIntelligence: Scalars['Int']['output'];
  postcode?: Maybe<Scalars['String']['output']>;
  providerName: Scalars['String']['output'];
  rating?: Maybe<Scalars['String']['output']>;
  ratingPublishedOn?: Maybe<Scalars['Date']['output']>;
  restrictions: Scalars['Int']['output'];
  stage: Scalars['String']['output'];
};

/** Returned if somebody changed it since you opened the page. */
export type StaleVersion = Refusal & {
  __typename?: 'StaleVersion';
  changedAt: Scalars['String']['output'];
  changedBy: Scalars['String']['output'];
  code: Scalars['String']['output'];
  currentVersion: Scalars['Int']['output'];
  message: Scalars['String']['output'];
};

/** Returned if the case may not take this step now; every unmet requirement is listed. */
export type TransitionRefused = Refusal & {
  __typename?: 'TransitionRefused';
  code: Scalars['String']['output'];
  event: Scalars['String']['output'];
  from: Scalars['String']['output'];
  message: Scalars['String']['output'];
  unmet: Array<UnmetRequirement>;
};

export type UnmetRequirement = {
  __typename?: 'UnmetRequirement';
  requirement: Scalars['String']['output'];
  sentence: Scalars['String']['output'];
};

type Refused_AuthorityExceeded_Fragment = { code: string, message: string };

type Refused_InvalidInput_Fragment = { code: string, message: string, fields: Array<{ field: string, message: string }> };

type Refused_KeyReused_Fragment = { code: string, message: string };

type Refused_NotFound_Fragment = { code: string, message: string };

type Refused_NotPermitted_Fragment = { code: string, message: string };

type Refused_QuorumNotMet_Fragment = { code: string, message: string };

type Refused_StaleVersion_Fragment = { currentVersion: number, changedBy: string, changedAt: string, code: string, message: string };

type Refused_TransitionRefused_Fragment = { code: string, message: string, unmet: Array<{ requirement: string, sentence: string }> };

export type RefusedFragment =
  | Refused_AuthorityExceeded_Fragment
  | Refused_InvalidInput_Fragment
  | Refused_KeyReused_Fragment
  | Refused_NotFound_Fragment
  | Refused_NotPermitted_Fragment
  | Refused_QuorumNotMet_Fragment
  | Refused_StaleVersion_Fragment
  | Refused_TransitionRefused_Fragment
;

export type ProvidersQueryVariables = Exact<{
  search?: string | null | undefined;
  stage?: string | null | undefined;
  rating?: string | null | undefined;
  kind?: string | null | undefined;
  sort?: string | null | undefined;
  page?: number | null | undefined;
}>;


export type ProvidersQuery = { services: { total: number, page: number, pageSize: number, rows: Array<{ id: string, name: string, lot: string, providerName: string, kind: string, postcode: string | null, stage: string, rating: string | null, ratingPublishedOn: string | null, restrictions: number, openIntelligence: number }> } };

export const RefusedFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TransitionRefused"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"unmet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requirement"}},{"kind":"Field","name":{"kind":"Name","value":"sentence"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StaleVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currentVersion"}},{"kind":"Field","name":{"kind":"Name","value":"changedBy"}},{"kind":"Field","name":{"kind":"Name","value":"changedAt"}}]}}]}}]} as unknown as DocumentNode<RefusedFragment, unknown>;
export const ProvidersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Providers"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"stage"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"rating"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"kind"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sort"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"page"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"services"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"stage"},"value":{"kind":"Variable","name":{"kind":"Name","value":"stage"}}},{"kind":"Argument","name":{"kind":"Name","value":"rating"},"value":{"kind":"Variable","name":{"kind":"Name","value":"rating"}}},{"kind":"Argument","name":{"kind":"Name","value":"kind"},"value":{"kind":"Variable","name":{"kind":"Name","value":"kind"}}},{"kind":"Argument","name":{"kind":"Name","value":"sort"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sort"}}},{"kind":"Argument","name":{"kind":"Name","value":"page"},"value":{"kind":"Variable","name":{"kind":"Name","value":"page"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"page"}},{"kind":"Field","name":{"kind":"Name","value":"pageSize"}},{"kind":"Field","name":{"kind":"Name","value":"rows"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"lot"}},{"kind":"Field","name":{"kind":"Name","value":"providerName"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"postcode"}},{"kind":"Field","name":{"kind":"Name","value":"stage"}},{"kind":"Field","name":{"kind":"Name","value":"rating"}},{"kind":"Field","name":{"kind":"Name","value":"ratingPublishedOn"}},{"kind":"Field","name":{"kind":"Name","value":"restrictions"}},{"kind":"Field","name":{"kind":"Name","value":"openIntelligence"}}]}}]}}]}}]} as unknown as DocumentNode<ProvidersQuery, ProvidersQueryVariables>;