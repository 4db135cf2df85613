import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { House } from './house.js';

/** Every route that a controller declares, as `GET /actions/:id`. */
export function routesOf(house: Pick<House, 'app'>): string[] {
  const scanner = new MetadataScanner();
  return house.app.get(DiscoveryService, { strict: false }).getControllers().flatMap(({ metatype }) => {
    if (metatype === null || metatype === undefined) return [];
    const base = Reflect.getMetadata(PATH_METADATA, metatype) as string | string[];
    const prototype = metatype.prototype as Record<string, object>;
    return scanner.getAllMethodNames(prototype).flatMap((name) => {
      const handler = prototype[name] as object;
      const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
      if (method === undefined) return [];
      const own = Reflect.getMetadata(PATH_METADATA, handler) as string | string[];
      return [base].flat().flatMap((before) => [own].flat().map((after) => `${RequestMethod[method]} ${`/${before}/${after}`.replaceAll(/\/+/g, '/').replace(/(.)\/$/, '$1')}`));
    });
  });
}
