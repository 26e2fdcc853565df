/** Reads CloudFormation's request for a custom resource, and sends the answer that it waits for. */
import * as z from 'zod';

export const requestSchema = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResponseURL: z.url(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  PhysicalResourceId: z.string().optional(),
});
type CustomResourceRequest = z.infer<typeof requestSchema>;

export const bodyFor = (
  { StackId, RequestId, LogicalResourceId, PhysicalResourceId }: CustomResourceRequest,
  result: Readonly<{ Status: string; Reason?: string }>,
): string =>
  JSON.stringify({
    ...result,
    StackId,
    RequestId,
    LogicalResourceId,
    PhysicalResourceId: PhysicalResourceId ?? 'first-content',
  });

export const put = async (url: string, body: string): Promise<void> => {
  const response = await fetch(url, { method: 'PUT', body, headers: { 'content-type': '' } });
  if (!response.ok) throw new Error(`CloudFormation refused the answer with status ${response.status}`);
};
