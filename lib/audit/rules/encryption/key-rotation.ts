import { isTrue, propertyRule } from '../../posture/property-claim';

/** Whether keys are rotated. */
export const keyRotation = propertyRule(
  {
    id: 'encryption/key-rotation',
    severity: 'low',
    claim: "The tenant's keys are rotated every year.",
    explanation: 'Rotation bounds how much is encrypted with one key; it costs nothing and changes no id.',
    fix: 'set EnableKeyRotation',
  },
  [
    {
      types: ['AWS::KMS::Key'],
      property: 'EnableKeyRotation',
      isSafe: isTrue,
      absent: 'unsafe',
      wrong: 'the key is not rotated',
      // AWS rotates symmetric keys of its own making alone.
      except: ({ KeySpec = 'SYMMETRIC_DEFAULT', Origin = 'AWS_KMS' }) =>
        KeySpec !== 'SYMMETRIC_DEFAULT' || Origin !== 'AWS_KMS',
    },
    {
      types: ['AWS::KMS::Key'],
      property: 'RotationPeriodInDays',
      isSafe: (value) => Number(value) <= 365,
      absent: 'safe',
      wrong: 'the key is rotated too seldom',
    },
  ],
);
