// FIXME: the language server arrives in the next commits.
export {};
