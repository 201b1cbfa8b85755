-- Neovim as a second client of the server: hover, definition, symbols. Prints one line of JSON per answer.
-- usage: nvim --headless --clean -u NONE -c 'luafile client.lua', with LSP_SERVER, LSP_NODE, LSP_FILE, LSP_LINE, LSP_COLUMN set
local env = vim.env
vim.o.swapfile = false

local function ask(buffer, method, params)
  local answers = assert(vim.lsp.buf_request_sync(buffer, method, params, 10000), method .. ' was not answered')
  for _, answer in pairs(answers) do
    print(vim.json.encode({ method = method, result = answer.result }) .. '\n')
  end
end

local ok, problem = pcall(function()
  vim.cmd('edit ' .. vim.fn.fnameescape(env.LSP_FILE))
  local is_indexed = false
  local id = assert(vim.lsp.start_client({
    name = 'variorum',
    cmd = { env.LSP_NODE, env.LSP_SERVER, '--stdio' },
    root_dir = env.LSP_ROOT,
    capabilities = vim.lsp.protocol.make_client_capabilities(),
    handlers = {
      ['variorum/status'] = function(_, status)
        is_indexed = is_indexed or status.quiescent
      end,
    },
  }))
  vim.lsp.buf_attach_client(0, id)
  assert(vim.wait(20000, function() return is_indexed end, 50), 'the folder was not indexed')
  local document = { uri = vim.uri_from_bufnr(0) }
  local position = { line = tonumber(env.LSP_LINE), character = tonumber(env.LSP_COLUMN) }
  ask(0, 'textDocument/hover', { textDocument = document, position = position })
  ask(0, 'textDocument/definition', { textDocument = document, position = position })
  ask(0, 'textDocument/documentSymbol', { textDocument = document })
end)
if not ok then print(vim.json.encode({ problem = tostring(problem) }) .. '\n') end
for _, client in pairs(vim.lsp.get_active_clients()) do client.stop() end
vim.wait(2000, function() return #vim.lsp.get_active_clients() == 0 end, 50)
vim.cmd(ok and 'qall!' or 'cquit 1')
