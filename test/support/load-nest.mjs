// nestjs-cls is CommonJS and requires Nest, which is ESM. Under jest that works only when Nest has been evaluated before
// the spec's own imports are linked.
import '@nestjs/common';
import '@nestjs/core';
