import { BaseCredentials, type IIoHost, Toolkit } from '@aws-cdk/toolkit-lib';
import type { CredentialProvider } from './operator-session';

/** What the CDK toolkit tells of a deployment. */
export type ToolkitEvent =
  | {
      readonly type: 'deploying';
      readonly stack: string;
      readonly stackName: string;
      readonly position: number;
      readonly total: number;
    }
  | { readonly type: 'failing'; readonly resource: string; readonly reason: string };

/** Codes of the messages that are told on. @see https://docs.aws.amazon.com/cdk/api/toolkit-lib/message-registry/ */
const STACK_DEPLOY_PROGRESS = 'CDK_TOOLKIT_I5100';
const STACK_ACTIVITY = 'CDK_TOOLKIT_I5502';

/**
 * Makes a toolkit that works as somebody, in one region, and asks nothing: whoever calls it has asked before.
 *
 * @param region where STS is asked for the roles of the bootstrap; tokens of the global endpoint fail in opt-in regions
 */
export function quietToolkit(
  provider: CredentialProvider,
  region: string,
  notify: (event: ToolkitEvent) => void = () => undefined,
): Toolkit {
  return new Toolkit({
    ioHost: quietHost(notify),
    color: false,
    emojis: false,
    sdkConfig: { baseCredentials: BaseCredentials.custom({ provider, region }) },
  });
}

function quietHost(notify: (event: ToolkitEvent) => void): IIoHost {
  return {
    notify: async ({ code, data }) => {
      const event = toEvent(code, data);
      if (event) notify(event);
    },
    requestResponse: async ({ defaultResponse }) => defaultResponse,
  };
}

function toEvent(code: string | undefined, data: unknown): ToolkitEvent | undefined {
  if (code === STACK_DEPLOY_PROGRESS) {
    const { stack, current, total } = data as {
      readonly stack: { readonly hierarchicalId: string; readonly stackName: string };
      readonly current: number;
      readonly total: number;
    };
    return { type: 'deploying', stack: stack.hierarchicalId, stackName: stack.stackName, position: current, total };
  }
  if (code === STACK_ACTIVITY) {
    const { event } = data as {
      readonly event: {
        readonly ResourceStatus?: string;
        readonly LogicalResourceId?: string;
        readonly ResourceStatusReason?: string;
      };
    };
    if (!event.ResourceStatus?.endsWith('_FAILED')) return undefined;
    return { type: 'failing', resource: event.LogicalResourceId ?? '', reason: event.ResourceStatusReason ?? '' };
  }
  return undefined;
}
