// Makes calls with AWS's own clients for JavaScript, one a line of standard input: `service Operation {input}`.
// Answers each with a line of JSON, in the form of aws-cli/run.py. Runs in the folder that the packages were installed into;
// its argument is the endpoint of all services.
import { createInterface } from 'node:readline'
import { createRequire } from 'node:module'

const require = createRequire(process.cwd() + '/')
const clients = {
  iam: ['@aws-sdk/client-iam', 'IAMClient'],
  kafka: ['@aws-sdk/client-kafka', 'KafkaClient'],
  kafkaconnect: ['@aws-sdk/client-kafkaconnect', 'KafkaConnectClient'],
}
const made = {}

function client(service) {
  const [name, type] = clients[service]
  const sdk = require(name)
  made[service] ??= new sdk[type]({
    endpoint: process.argv[2],
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' },
    maxAttempts: 1,
  })
  return [sdk, made[service]]
}

async function call(line) {
  const [, service, operation, input] = /^(\S+) (\S+) ?(.*)$/s.exec(line)
  const [sdk, sender] = client(service)
  const { $metadata, ...output } = await sender.send(new sdk[operation + 'Command'](JSON.parse(input || '{}')))
  return output
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer
  try {
    answer = { code: 0, output: JSON.stringify(await call(line)), error: '' }
  } catch (e) {
    answer = { code: 1, output: '', error: `(${e.name}) ${e.message}` }
  }
  process.stdout.write(JSON.stringify(answer) + '\n')
}
