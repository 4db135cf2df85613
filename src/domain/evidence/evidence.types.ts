import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar } from '../../platform/graphql/scalars.js';

@ObjectType({ description: 'A file as evidence of a record. Its bytes are fetched from /evidence/files/<id>, or by bearer token from /api/evidence/files/<id>.' })
export class EvidenceFile {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String, { description: 'representation, intelligence, restriction, decision or action.' })
  readonly recordKind!: string;

  @Field(() => ID)
  readonly recordId!: string;

  @Field(() => String, { nullable: true })
  readonly recordReference!: string | null;

  @Field(() => String, { description: 'As the sender calls it.' })
  readonly name!: string;

  @Field(() => String, { nullable: true, description: 'What it shows.' })
  readonly description!: string | null;

  @Field(() => String, { description: 'pdf, docx, xlsx, jpeg or png, by what is in it.' })
  readonly kind!: string;

  @Field(() => Int, { description: 'Bytes received.' })
  readonly size!: number;

  @Field(() => String, { description: 'SHA-256 of what was received, hexadecimal.' })
  readonly receivedSha256!: string;

  @Field(() => String, { nullable: true, description: 'SHA-256 of what is kept, hexadecimal: another for a picture, which is drawn anew. Null where nothing was kept.' })
  readonly keptSha256!: string | null;

  @Field(() => String, { description: 'members, council or provider.' })
  readonly audience!: string;

  @Field(() => String)
  readonly caveat!: string;

  @Field(() => String, { nullable: true, description: 'The caveat in the words of the local procedure; null where there is none.' })
  readonly caveatWords!: string | null;

  @Field(() => String, { description: 'waiting, released, refused or keptOut.' })
  readonly state!: string;

  @Field(() => String, { description: 'clean, infected or notScanned.' })
  readonly scan!: string;

  @Field(() => String)
  readonly uploadedBy!: string;

  @Field(() => DateTimeScalar)
  readonly uploadedAt!: string;

  @Field(() => String, { nullable: true, description: 'Who released or refused it.' })
  readonly decidedBy!: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  readonly decidedAt!: string | null;

  @Field(() => String, { nullable: true })
  readonly decisionReason!: string | null;

  @Field(() => String, { nullable: true })
  readonly withdrawnBy!: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  readonly withdrawnAt!: string | null;

  @Field(() => String, { nullable: true })
  readonly withdrawalReason!: string | null;

  @Field(() => String, { nullable: true, description: 'The earlier file this one corrects.' })
  readonly replaces!: string | null;

  @Field(() => String, { nullable: true, description: 'The later file that corrects this one.' })
  readonly replacedBy!: string | null;

  @Field(() => Boolean, { description: 'Whether you sent it.' })
  readonly own!: boolean;

  @Field(() => Boolean)
  readonly mayDownload!: boolean;

  @Field(() => Boolean, { description: 'Whether you may release or refuse it now.' })
  readonly mayRelease!: boolean;

  @Field(() => Boolean, { description: 'Whether you may withdraw or replace it now.' })
  readonly mayWithdraw!: boolean;
}

@ObjectType({ description: 'Who may see a file beside its audience, in the words of the local procedure.' })
export class EvidenceCaveat {
  @Field(() => String)
  readonly code!: string;

  @Field(() => String)
  readonly words!: string;
}

@ObjectType({ description: 'The files of one record that you may see.' })
export class EvidenceList {
  @Field(() => String)
  readonly recordKind!: string;

  @Field(() => ID)
  readonly recordId!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => Boolean)
  readonly mayAdd!: boolean;

  @Field(() => [String], { description: 'Audiences you may choose; empty where there is nothing to choose.' })
  readonly audiences!: string[];

  @Field(() => [EvidenceCaveat])
  readonly caveats!: EvidenceCaveat[];

  @Field(() => [EvidenceFile])
  readonly files!: EvidenceFile[];
}

@ObjectType({ description: 'Files that wait for an officer.' })
export class EvidenceWaiting {
  @Field(() => Int)
  readonly total!: number;

  @Field(() => Int)
  readonly page!: number;

  @Field(() => Int)
  readonly pageSize!: number;

  @Field(() => [EvidenceFile])
  readonly rows!: EvidenceFile[];
}
