import { register } from '../engine/registry';
import { cardResource } from './card';
import { eventResource } from './event';

/** What the action node is made from; a new node has the first. */
export const registry = register([cardResource, eventResource]);
