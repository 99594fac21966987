-- What wrk sends, read from the file named by BENCH_REQUESTS: the method, the headers up to an
-- empty line, then a path or, for POST, a body on each line (the path is that of wrk's address).
local requests, turn = {}, 0

function init()
  local file = assert(io.open(os.getenv("BENCH_REQUESTS")))
  local method, headers = file:read("*l"), {}
  for line in file:lines() do
    if line == "" then break end
    local name, value = line:match("^(.-): (.*)$")
    headers[name] = value
  end
  for line in file:lines() do
    if method == "GET" then
      requests[#requests + 1] = wrk.format(method, line, headers)
    else
      requests[#requests + 1] = wrk.format(method, nil, headers, line)
    end
  end
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end

function done(summary, latency)
  local wrong = summary.errors
  io.write(string.format("result %d %d %d %d %d\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99),
    wrong.status + wrong.connect + wrong.read + wrong.write + wrong.timeout))
end
