import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ModuleCode } from './rules.ts';

@Entity('training_module')
export class TrainingModule {
  @PrimaryColumn('text', { name: 'code' })
  code!: ModuleCode;

  @Column('int', { name: 'position' })
  position!: number;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('boolean', { name: 'is_placeholder' })
  isPlaceholder!: boolean;
}
