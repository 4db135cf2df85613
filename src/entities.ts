/** Every entity of the house: one line a table that is written through TypeORM. */
export const entities: (new () => object)[] = [];
