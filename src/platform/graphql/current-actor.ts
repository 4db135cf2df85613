import { Context } from '@nestjs/graphql';

/** The signed-in actor of this operation. */
export const CurrentActor = (): ParameterDecorator => Context('actor');
