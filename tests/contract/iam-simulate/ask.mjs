// Answers questions about policies with @cloud-copilot/iam-simulate: a JSON question a line in, a JSON answer a line out.
// Runs as a program of its own, in the folder that the package was installed into.
import { createInterface } from 'node:readline'
import { createRequire } from 'node:module'

const { runSimulation } = createRequire(process.cwd() + '/')('@cloud-copilot/iam-simulate')

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line)
  const simulation = {
    request: {
      principal: question.principal,
      action: question.action,
      resource: { resource: question.resource, accountId: question.account },
      contextVariables: question.context,
    },
    identityPolicies: question.policies.map((policy, i) => ({ name: `p${i}`, policy })),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    permissionBoundaryPolicies: question.boundary ? [{ name: 'boundary', policy: question.boundary }] : undefined,
    resourcePolicy: question.resourcePolicy ?? undefined,
  }
  let answer
  try {
    const response = await runSimulation(simulation, {})
    answer = response.resultType === 'error'
      ? { error: response.errors.message, details: JSON.stringify(response.errors) }
      : {
          result: response.overallResult,
          ignored: response.resultType === 'single' ? response.result.ignoredContextKeys ?? [] : [],
        }
  } catch (e) {
    answer = { error: 'exception', details: String(e) }
  }
  process.stdout.write(JSON.stringify(answer) + '\n')
}
