import { Controller, Get } from '@nestjs/common';
import type { Role } from '../../../platform/access/actor.js';
import { HomeDocument } from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

/** Roles whose first screen is a page of its own. */
const elsewhere: Partial<Record<Role, string>> = { brokerage: '/placing', hospitalDischarge: '/placing', outOfHours: '/placing', provider: '/letters', placingCouncil: '/shared' };

/** The first screen, by role (pages.md). */
@Controller()
export class HomePage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async home(@Visited() visit: Visit): Promise<string> {
    const other = elsewhere[visit.actor.role];
    if (other !== undefined) return this.pages.onward(visit, other);
    const { home } = await this.pages.read(visit, HomeDocument, {});
    const contributions = home.panel?.members.filter((member) => member.contribution !== 'none').length ?? 0;
    const silent = home.panel?.members.filter((member) => member.contribution === 'none') ?? [];
    const own = home.panel?.members.find((member) => member.own);
    return this.pages.view(visit, 'pages/home/home', { title: 'Home', wide: true, home, contributions, silent, own });
  }
}
